using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Authz.Cli.Versions;
using Authz.Policies.Analysis.Changes;

namespace Authz.Cli.Output;

/// <summary>A published version, and what it would change.</summary>
internal static class PublicationReport
{
    private const int RightsMax = 100;

    public static void Print(Printer printer, PublishedVersion publication) =>
        printer.Print((output, paint) => WriteText(output, paint, publication), () => ToJson(publication));

    private static void WriteText(TextWriter output, Paint paint, PublishedVersion publication)
    {
        if (publication.Active is not null)
        {
            WriteFiles(output, publication.Files);
        }

        if (publication.Changes is { } changes)
        {
            ChangesReport.WriteText(output, paint, changes);
        }

        if (publication.Rights is { } rights)
        {
            WriteRights(output, paint, rights);
        }

        if (publication is { Active: not null, Rights: null })
        {
            output.WriteLine(paint.Warning("who gains or loses a right could not be compared: read both versions before it is activated"));
        }

        string against = publication.Active is { } active ? $"; compared with {VersionText.Name(active)}, which is active" : "";
        output.WriteLine($"{paint.Strong(VersionText.Name(publication.Version))} is kept{(publication.IsNew ? "" : " already")}{against}");
        if (publication.Active?.Digest != publication.Version.Digest)
        {
            output.WriteLine($"it is not in force: `authz activate {publication.Version.Number}`");
        }
    }

    private static void WriteFiles(TextWriter output, FileChanges files)
    {
        foreach ((string mark, ImmutableArray<string> paths) in Marked(files))
        {
            foreach (string path in paths)
            {
                output.WriteLine($"{mark} {Printable.Of(path)}");
            }
        }
    }

    private static void WriteRights(TextWriter output, Paint paint, RightsComparison rights)
    {
        foreach (RightChange change in rights.Changes.Take(RightsMax))
        {
            output.WriteLine($"{paint.Strong(Printable.Of(change.Service))} {Printable.Of(change.Request)}");
            foreach (string detail in ChangeText.DetailsOf(change))
            {
                output.WriteLine($"  {Printable.Of(detail)}");
            }
        }

        string more = rights.Changes.Length > RightsMax ? $", of which {RightsMax} are shown" : "";
        string cut = rights.IsCut ? "; there is more than is compared" : "";
        output.WriteLine(
            rights.Changes.IsEmpty
                ? $"nobody gains or loses a right{cut}"
                : paint.Warning($"{Count.Of(rights.Changes.Length, "request")} with other callers or conditions{more}{cut}"));
    }

    private static (string Mark, ImmutableArray<string> Paths)[] Marked(FileChanges files) =>
        [("added  ", files.Added), ("changed", files.Changed), ("removed", files.Removed)];

    private static JsonObject ToJson(PublishedVersion publication) => new()
    {
        ["number"] = publication.Version.Number,
        ["digest"] = publication.Version.Digest,
        ["new"] = publication.IsNew,
        ["comparedWith"] = publication.Active?.Digest,
        ["added"] = Texts(publication.Files.Added),
        ["changed"] = Texts(publication.Files.Changed),
        ["removed"] = Texts(publication.Files.Removed),
        ["rights"] = publication.Rights is { } rights ? ToJson(rights) : null,
        ["changes"] = publication.Changes is { } changes ? ChangesReport.ToJson(changes) : null,
    };

    private static JsonObject ToJson(RightsComparison rights) => new()
    {
        ["cut"] = rights.IsCut,
        ["requests"] = new JsonArray(
        [
            .. rights.Changes.Select(static change => new JsonObject
            {
                ["service"] = change.Service,
                ["request"] = change.Request,
                ["gain"] = Texts(change.Gains),
                ["lose"] = Texts(change.Loses),
                ["otherConditions"] = change.IsUnderOtherConditions,
            }),
        ]),
    };

    private static JsonArray Texts(ImmutableArray<string> paths) => [.. paths.Select(static path => JsonValue.Create(path))];
}
