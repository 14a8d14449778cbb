using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Authz.Cli.Reference;
using Authz.Policies.Text;

namespace Authz.Cli.Output;

/// <summary>Diagnostics as SARIF 2.1.0, which code hosts and editors read.</summary>
internal static class SarifLog
{
    private const string Version = "2.1.0";
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    public static JsonObject Of(string directory, ImmutableArray<Diagnostic> diagnostics)
    {
        string[] ids = [.. diagnostics.Select(diagnostic => diagnostic.Id).Distinct().Order(StringComparer.Ordinal)];
        return new JsonObject
        {
            ["$schema"] = Schema,
            ["version"] = Version,
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "authz",
                        ["rules"] = new JsonArray([.. ids.Select(RuleOf)]),
                    },
                },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = new JsonArray(
                    [.. diagnostics.Select(diagnostic => ResultOf(directory, diagnostic, Array.IndexOf(ids, diagnostic.Id)))]),
            }),
        };
    }

    private static JsonObject RuleOf(string id)
    {
        DiagnosticSection section = DiagnosticReference.Find(id)
            ?? throw new InvalidOperationException($"The id {id} is in no catalog.");
        return new JsonObject
        {
            ["id"] = id,
            ["shortDescription"] = TextOf(section.Descriptor.Title),
            ["help"] = new JsonObject { ["text"] = section.PlainText, ["markdown"] = section.Markdown },
            ["defaultConfiguration"] = new JsonObject { ["level"] = SeverityText.Of(section.Descriptor.Severity) },
        };
    }

    private static JsonObject ResultOf(string directory, Diagnostic diagnostic, int ruleIndex)
    {
        string help = diagnostic.Help is null ? "" : $"; {diagnostic.Help}";
        var result = new JsonObject
        {
            ["ruleId"] = diagnostic.Id,
            ["ruleIndex"] = ruleIndex,
            ["level"] = SeverityText.Of(diagnostic.Severity),
            ["message"] = TextOf(diagnostic.Message + help),
            ["locations"] = new JsonArray(LocationOf(directory, diagnostic.Where)),
        };
        if (diagnostic.Related is { } related)
        {
            JsonObject other = LocationOf(directory, related);
            other["id"] = 1;
            other["message"] = TextOf("the other of the two");
            result["relatedLocations"] = new JsonArray(other);
        }

        return result;
    }

    private static JsonObject LocationOf(string directory, SourceSpan where)
    {
        var place = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = UriOf(Place.File(directory, where)) } };

        // What is said of a whole file, or of one that is not there, has no place in it.
        if (where.Source.Text.Length > 0)
        {
            LinePosition start = where.Position;
            LinePosition end = where.Source.PositionOf(where.Span.End);
            place["region"] = new JsonObject
            {
                ["startLine"] = start.Line,
                ["startColumn"] = start.Column,
                ["endLine"] = end.Line,
                ["endColumn"] = end.Column,
            };
        }

        return new JsonObject { ["physicalLocation"] = place };
    }

    /// <summary>A relative reference for a relative path: whoever reads the log knows the root of the checkout.</summary>
    private static string UriOf(string path) => Path.IsPathRooted(path)
        ? new Uri(path).AbsoluteUri
        : string.Join('/', SegmentsOf(path).DefaultIfEmpty(".").Select(Uri.EscapeDataString));

    /// <summary>Without the `.` of `validate .`: the names in a log are compared, as text, with those of a change.</summary>
    private static IEnumerable<string> SegmentsOf(string path) =>
        path.Replace('\\', '/').Split('/').Where(segment => segment is not ("." or ""));

    private static JsonObject TextOf(string text) => new() { ["text"] = text };
}
