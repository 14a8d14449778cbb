using System.Text.Json.Nodes;
using Authz.Store.Versions;

namespace Authz.Cli.Output;

/// <summary>All versions, a line each.</summary>
internal static class VersionsReport
{
    public static void Print(Printer printer, RepositoryState state) => printer.Print(
        (output, paint) => WriteText(output, paint, state),
        () => new JsonObject { ["versions"] = new JsonArray([.. state.Versions.Select(version => VersionText.ToJson(version, state))]) });

    private static void WriteText(TextWriter output, Paint paint, RepositoryState state)
    {
        if (state.Versions.IsEmpty)
        {
            output.WriteLine("no version is kept");
        }

        foreach (VersionRecord version in state.Versions)
        {
            string mark = state.Active is { } active && active.Digest == version.Digest
                ? paint.Good(active.IsPinned ? "pinned" : "active")
                : "      ";
            string line = $"{version.Number,5}  {VersionText.Short(version.Digest)}  {mark}  {VersionText.Time(version.CreatedAt)}  ";
            output.WriteLine(line + Printable.Of($"{version.Note.Author}  {version.Note.Message}").TrimEnd());
        }
    }
}
