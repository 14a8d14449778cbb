using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Authz.Cli.Versions;

namespace Authz.Cli.Output;

/// <summary>A published version, and what it would change.</summary>
internal static class PublicationReport
{
    public static void Print(Printer printer, Publication publication) =>
        printer.Print((output, paint) => WriteText(output, paint, publication), () => ToJson(publication));

    private static void WriteText(TextWriter output, Paint paint, Publication publication)
    {
        if (publication.Active is not null)
        {
            WriteFiles(output, publication.Files);
        }

        if (publication.Changes is { } changes)
        {
            ChangesReport.WriteText(output, paint, changes);
            output.WriteLine("only operations that differ are compared; rules that changed are in the files");
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

    private static (string Mark, ImmutableArray<string> Paths)[] Marked(FileChanges files) =>
        [("added  ", files.Added), ("changed", files.Changed), ("removed", files.Removed)];

    private static JsonObject ToJson(Publication publication) => new()
    {
        ["number"] = publication.Version.Number,
        ["digest"] = publication.Version.Digest,
        ["new"] = publication.IsNew,
        ["comparedWith"] = publication.Active?.Digest,
        ["added"] = Paths(publication.Files.Added),
        ["changed"] = Paths(publication.Files.Changed),
        ["removed"] = Paths(publication.Files.Removed),
        ["changes"] = publication.Changes is { } changes ? ChangesReport.ToJson(changes) : null,
    };

    private static JsonArray Paths(ImmutableArray<string> paths) => [.. paths.Select(static path => JsonValue.Create(path))];
}
