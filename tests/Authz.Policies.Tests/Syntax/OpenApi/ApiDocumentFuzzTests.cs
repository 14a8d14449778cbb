using System.Globalization;
using System.Text;
using Authz.Policies.Syntax.OpenApi;
using Authz.Policies.Text;
using Authz.Testing;

namespace Authz.Policies.Tests.Syntax.OpenApi;

/// <summary>OpenAPI documents, torn: whatever comes of it is a diagnostic with a place, and never an exception.</summary>
public sealed class ApiDocumentFuzzTests
{
    private const int Seed = 20261121;
    private const int IterationsByDefault = 1_000;

    private static readonly string[] Documents = ["records.yaml", "records.json", "other-methods.yaml"];

    private static readonly string[] Fragments =
    [
        "{", "}", "[", "]", ": ", ", ", "\"", "'", "null", "true", "0", "-1e999", "\\u0000", "\\ud800", "\n", "\t", "é", "😀",
        "\"$ref\": \"#/paths/~1records\"", "$ref: \"#/components/pathItems/File\"", "$ref: \"#/components/schemas/Record\"",
        "$ref: \"other.yaml\"", "$ref: \"#\"", "get: ", "\"get\": {}", "additionalOperations: {GET: {}}", "operationId: ", "~", "/{a}",
        "openapi: 3.0.0\n", "paths: ", "&a ", "*tag", "<<: *tag\n", "{id}{x}", "type: ", "allOf: ", "x-a: ", "---\n",
    ];

    [Fact]
    public void No_mutation_of_a_document_throws()
    {
        var random = new Random(Seed);
        (string Name, byte[] Bytes)[] seeds =
        [
            .. Documents.Select(name => (name, File.ReadAllBytes(TestCases.Path("openapi", name)))),
        ];
        int iterations = Iterations();
        for (int i = 0; i < iterations; i++)
        {
            (string name, byte[] seed) = seeds[random.Next(seeds.Length)];
            byte[] mutated = Mutate(seed, random);
            var diagnostics = new DiagnosticBag();

            ApiDocumentSyntax? document = Read(name, mutated, diagnostics, i);

            Assert.All(diagnostics.ToSorted(), AssertPlace);
            Assert.All(document?.Operations ?? [], operation => Assert.InRange(
                operation.Span.Span.End, 0, operation.Span.Source.Text.Length));
        }
    }

    private static ApiDocumentSyntax? Read(string name, byte[] bytes, DiagnosticBag diagnostics, int iteration)
    {
        try
        {
            return ApiDocumentFile.Read(name, bytes, diagnostics);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(
                $"iteration {iteration} threw on:\n{Encoding.UTF8.GetString(bytes)}", exception);
        }
    }

    private static void AssertPlace(Diagnostic diagnostic)
    {
        Assert.InRange(diagnostic.Where.Span.Start, 0, diagnostic.Where.Source.Text.Length);
        Assert.InRange(diagnostic.Where.Span.End, diagnostic.Where.Span.Start, diagnostic.Where.Source.Text.Length);
        Assert.DoesNotContain('\n', diagnostic.ToString());
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = new List<byte>(seed);
        for (int left = random.Next(1, 5); left > 0 && bytes.Count > 0; left--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 60), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(32, 127);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }

    private static int Iterations() =>
        int.TryParse(Environment.GetEnvironmentVariable("AUTHZ_FUZZ_ITERATIONS"), CultureInfo.InvariantCulture, out int given)
            ? given
            : IterationsByDefault;
}
