using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Authz.Cli.Reading;
using Authz.Policies.Analysis;
using Authz.Policies.Binding;
using Authz.Policies.Text;

namespace Authz.Cli.Output;

/// <summary>Which cases failed, with what they expected and what came of them.</summary>
internal static class TestReport
{
    // A test passes nevertheless: the lock is written when all tests pass.
    private const string LockDiffers =
        "the folder differs from its `policies.lock`, and the service does not take it; `authz validate` says where";

    public static string NameOf(BoundTestCase testCase) => $"{testCase.TestName}/{testCase.CaseName}";

    public static void Print(Printer printer, PolicyFolder folder, ImmutableArray<PolicyTestResult> results) =>
        printer.Print((output, paint) => WriteText(output, paint, folder, results), () => ToJson(folder, results));

    private static void WriteText(
        TextWriter output, Paint paint, PolicyFolder folder, ImmutableArray<PolicyTestResult> results)
    {
        int failed = 0;
        foreach (PolicyTestResult result in results.Where(result => !result.Passed))
        {
            WriteFailure(output, paint, folder, result);
            failed++;
        }

        if (!folder.LockFaults.IsEmpty)
        {
            output.WriteLine($"{paint.Warning("warning")}: {LockDiffers}");
        }

        string summary = $"{Count.Of(results.Length, "case")}: {results.Length - failed} passed, {failed} failed";
        output.WriteLine(failed == 0 ? paint.Good(summary) : paint.Bad(summary));
    }

    private static void WriteFailure(TextWriter output, Paint paint, PolicyFolder folder, PolicyTestResult result)
    {
        BoundTestCase testCase = result.Case;
        string from = testCase.From?.Name ?? "anonymous";
        string expected = VerdictText.Of(testCase.ExpectedEffect, testCase.ExpectedRule, testCase.ExpectedReason);
        string name = paint.Strong(Printable.Of(NameOf(testCase)));
        output.WriteLine($"{Place.Of(folder.Directory, testCase.Span)}: {paint.Bad("failed")}: {name}");
        output.WriteLine(Printable.Of(
            $"   request   {from} -> {testCase.To.QualifiedName}: {testCase.Method} {testCase.Host}{testCase.RawPath}"));
        output.WriteLine($"   expected  {expected}");
        output.WriteLine($"   actual    {VerdictText.Of(result.Actual)}");
        output.WriteLine();
    }

    private static JsonObject ToJson(PolicyFolder folder, ImmutableArray<PolicyTestResult> results) => new()
    {
        ["cases"] = results.Length,
        ["passed"] = results.Count(result => result.Passed),
        ["failed"] = results.Count(result => !result.Passed),
        ["lockMatches"] = folder.Listing.Lock is null ? null : folder.LockFaults.IsEmpty,
        ["results"] = new JsonArray([.. results.Select(result => ToJson(folder, result))]),
    };

    private static JsonObject ToJson(PolicyFolder folder, PolicyTestResult result)
    {
        LinePosition position = result.Case.Span.Position;
        return new JsonObject
        {
            ["test"] = result.Case.TestName,
            ["case"] = result.Case.CaseName,
            ["passed"] = result.Passed,
            ["file"] = Place.File(folder.Directory, result.Case.Span),
            ["line"] = position.Line,
            ["column"] = position.Column,
            ["expected"] = new JsonObject
            {
                ["decision"] = VerdictText.WordOf(result.Case.ExpectedEffect),
                ["rule"] = result.Case.ExpectedRule,
                ["reason"] = result.Case.ExpectedReason,
            },
            ["actual"] = VerdictText.ToJson(result.Actual),
        };
    }
}
