using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Authz.Policies.Analysis;
using Authz.Policies.Compilation;
using Authz.Policies.Tests.Decisions;
using Authz.Policies.Tests.Documentation;
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
        "when: [{not: {body: {pointer: \"/a\", equals: {header: {name: x}}}}}]\n", "any: [", "all: {in: [a]}", "{use: a}", "cidr: ::/129",
        "matches: \"(a*)*[\"", "time: {zone: UTC, between: [\"25:00\", \"08:00\"]}", "pathParameter: {name: id, equals: 1e3}",
        "protocol: tcp", "sni: [a]", "openapi: a.yaml", "notSent: [body]", "bodyIsPartial: true", "kind: Condition\n", "kind: Room\n",
        "\u202E", "\u200B", "\u00AD", "e\u0301", "\U000E0001", "\uFFFE", "Ａ", "ı", "ß", "\"\\uD800\"",
    ];

    [Fact]
    public void No_mutation_of_a_document_throws()
    {
        var random = new Random(Seed);
        byte[][] seeds = [.. Seeds()];
        int iterations = Iterations();
        for (int i = 0; i < iterations; i++)
        {
            byte[] first = Mutate(seeds[random.Next(seeds.Length)], random);
            byte[] second = seeds[random.Next(seeds.Length)];
            SourceSet sources = PolicySet.Of(("a.yaml", first), ("b.yaml", second));

            CompilationResult result = Record(sources, i);

            Assert.Equal(result.Succeeded, !result.Diagnostics.Any(diagnostic => diagnostic.IsError));
            Assert.All(result.Diagnostics, AssertPlace);
            if (result is { Policies: { } policies, Tree: { } tree })
            {
                PolicyTestRunner.Run(policies.Tests, tree, DateTimeOffset.UnixEpoch);
            }
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
        Assert.True(diagnostic.Id != "AZ0003" || diagnostic.Help is { Length: > 0 }, diagnostic.ToString());
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = new List<byte>(seed);
        int mutations = random.Next(1, MutationsMax + 1);
        for (int i = 0; i < mutations; i++)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(10))
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
                case 4:
                    MoveLine(bytes, at, random);
                    break;
                case 5:
                    SwapTokens(bytes, random);
                    break;
                case 6:
                    string deep = string.Concat(Enumerable.Repeat(random.Next(2) == 0 ? "[" : "{a: ", random.Next(1, 200)));
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(deep));
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

    /// <summary>A line is taken out, or put in again elsewhere, perhaps with another indentation.</summary>
    private static void MoveLine(List<byte> bytes, int at, Random random)
    {
        int start = at == 0 ? 0 : bytes.LastIndexOf((byte)'\n', at - 1) + 1;
        int end = bytes.IndexOf((byte)'\n', at);
        int length = (end < 0 ? bytes.Count : end + 1) - start;
        List<byte> line = bytes.GetRange(start, length);
        if (random.Next(2) == 0)
        {
            bytes.RemoveRange(start, length);
        }

        int target = bytes.Count == 0 ? 0 : bytes.LastIndexOf((byte)'\n', random.Next(bytes.Count)) + 1;
        bytes.InsertRange(target, Enumerable.Repeat((byte)' ', random.Next(3) * 2));
        bytes.InsertRange(target, line);
    }

    /// <summary>Two words, keys or values, change places.</summary>
    private static void SwapTokens(List<byte> bytes, Random random)
    {
        string text = Encoding.Latin1.GetString([.. bytes]);
        MatchCollection words = Regex.Matches(text, "[A-Za-z0-9/_.-]+");
        if (words.Count < 2)
        {
            return;
        }

        Match[] two = [.. new[] { words[random.Next(words.Count)], words[random.Next(words.Count)] }.OrderBy(word => word.Index)];
        string swapped = string.Concat(
            text[..two[0].Index], two[1].Value, text[(two[0].Index + two[0].Length)..Math.Max(two[0].Index + two[0].Length, two[1].Index)],
            two[0].Value, text[(two[1].Index + two[1].Length)..]);
        bytes.Clear();
        bytes.AddRange(Encoding.Latin1.GetBytes(swapped));
    }

    private static IEnumerable<byte[]> Seeds()
    {
        IEnumerable<string> files =
            new[] { TestCases.Path("syntax"), TestCases.Path("diagnostics"), TestCases.Path("..", "..", "policies") }
                .SelectMany(directory => Directory.GetFiles(directory, "*.yaml", SearchOption.AllDirectories))
                .Order(StringComparer.Ordinal);
        IEnumerable<string> sets = DecisionCaseFiles.All.Select(decisionCase => decisionCase.Policies).Distinct()
            .Concat(DocumentationPage.All.Select(page => page.Set))
            .Where(set => set.Length > 0);
        return files.Select(File.ReadAllBytes).Concat(sets.Select(Encoding.UTF8.GetBytes));
    }

    private static int Iterations() =>
        int.TryParse(Environment.GetEnvironmentVariable("AUTHZ_FUZZ_ITERATIONS"), CultureInfo.InvariantCulture, out int given)
            ? given
            : IterationsByDefault;
}
