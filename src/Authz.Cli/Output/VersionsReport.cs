using System.Text.Json.Nodes;
using Authz.Cli.Versions;

namespace Authz.Cli.Output;

/// <summary>All versions, a line each.</summary>
internal static class VersionsReport
{
    public static void Print(Printer printer, VersionList list) => printer.Print(
        (output, paint) => WriteText(output, paint, list),
        () => new JsonObject { ["versions"] = new JsonArray([.. list.Versions.Select(VersionText.ToJson)]) });

    private static void WriteText(TextWriter output, Paint paint, VersionList list)
    {
        if (list.Versions.IsEmpty)
        {
            output.WriteLine("no version is kept");
        }

        foreach (VersionSummary version in list.Versions)
        {
            string mark = version.IsActive ? paint.Good(list.IsPinned ? "pinned" : "active") : "      ";
            string line = $"{version.Number,5}  {VersionText.Short(version.Digest)}  {mark}  {VersionText.Time(version.CreatedAt)}  ";
            output.WriteLine(line + Printable.Of($"{version.Author}  {version.Message}").TrimEnd());
        }
    }
}
