using System.Globalization;
using System.Text;
using Authz.Policies.Compilation;
using Authz.Policies.Text;
using Authz.Testing;

namespace Authz.Policies.Tests.Syntax;

/// <summary>Right and wrong documents, torn: whatever comes of it is a diagnostic with a place, and never an exception.</summary>
public sealed class PolicyReaderFuzzTests
{
    private const int Seed = 20261121;
    private const int IterationsByDefault = 1_000;
    private const int MutationsMax = 4;

    private static readonly string[] Fragments =
    [
        "---\n", "...\n", "\r\n", "\r", "\t", " ", "\n  ", "{", "}", "[", "]", ": ", "- ", ", ", "'", "\"", "#", "&a ", "*a ",
        "!x ", "!!str ", "? ", "| ", ">- ", "<<: ", "~", "null", "true", "1e9", "%YAML 1.2\n", "%TAG ! x\n", "\\", "\"\\U00110000\"",
        "\"\\UFFFFFFFF\"", "\"\\xZZ\"", "\0", "\u0085", "\u2028", "\uFEFF", "é", "😀", "{a}", "**", "//", "..", "%2f", "*", "/",
        "spec:\n", "rules: []\n", "kind: AccessPolicy\n",
    ];

    [Fact]
    public void No_mutation_of_a_document_throws()
    {
        var random = new Random(Seed);
        byte[][] seeds = [.. SeedFiles().Select(File.ReadAllBytes)];
        int iterations = Iterations();
        for (int i = 0; i < iterations; i++)
        {
            byte[] first = Mutate(seeds[random.Next(seeds.Length)], random);
            byte[] second = seeds[random.Next(seeds.Length)];
            SourceSet sources = PolicySet.Of(("a.yaml", first), ("b.yaml", second));

            CompilationResult result = Record(sources, i);

            Assert.Equal(result.Succeeded, !result.Diagnostics.Any(diagnostic => diagnostic.IsError));
            Assert.All(result.Diagnostics, AssertPlace);
        }
    }

    private static CompilationResult Record(SourceSet sources, int iteration)
    {
        try
        {
            return PolicyCompilation.Run(sources, new CompilationOptions());
        }
        catch (Exception exception)
        {
            string text = Encoding.UTF8.GetString(sources.Files["a.yaml"].Span);
            throw new InvalidOperationException($"iteration {iteration} threw on:\n{text}", exception);
        }
    }

    private static void AssertPlace(Diagnostic diagnostic)
    {
        SourceText source = diagnostic.Where.Source;
        LinePosition position = diagnostic.Where.Position;

        Assert.InRange(diagnostic.Where.Span.Start, 0, source.Text.Length);
        Assert.InRange(diagnostic.Where.Span.End, diagnostic.Where.Span.Start, source.Text.Length);
        Assert.InRange(position.Line, 1, source.LineCount);
        Assert.True(position.Column >= 1);
        Assert.DoesNotContain('\n', diagnostic.ToString());
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = new List<byte>(seed);
        int mutations = random.Next(1, MutationsMax + 1);
        for (int i = 0; i < mutations; i++)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 200), bytes.Count - at)));
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]));
                    break;
            }

            if (bytes.Count == 0)
            {
                bytes.Add((byte)'a');
            }
        }

        return [.. bytes];
    }

    private static IEnumerable<string> SeedFiles() =>
        new[] { TestCases.Path("syntax"), TestCases.Path("diagnostics"), TestCases.Path("..", "..", "policies") }
            .SelectMany(directory => Directory.GetFiles(directory, "*.yaml", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal);

    private static int Iterations() =>
        int.TryParse(Environment.GetEnvironmentVariable("AUTHZ_FUZZ_ITERATIONS"), CultureInfo.InvariantCulture, out int given)
            ? given
            : IterationsByDefault;
}
