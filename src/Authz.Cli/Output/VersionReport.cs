using System.Text.Json.Nodes;
using Authz.Store.Versions;

namespace Authz.Cli.Output;

/// <summary>One version, whole.</summary>
internal static class VersionReport
{
    public static void Print(Printer printer, RepositoryState state, VersionRecord version) =>
        printer.Print((output, paint) => WriteText(output, paint, state, version), () => ToJson(state, version));

    private static void WriteText(TextWriter output, Paint paint, RepositoryState state, VersionRecord version)
    {
        output.WriteLine(paint.Strong(VersionText.Name(version)));
        output.WriteLine($"  digest   {version.Digest}");
        output.WriteLine($"  created  {VersionText.Time(version.CreatedAt)} {VersionText.Says(version.Note.Author, version.Note.Message)}");
        output.WriteLine($"  parent   {(version.Parent is { } parent ? VersionText.Short(parent) : "none")}");
        foreach (Activation activation in state.Activations.Where(activation => activation.Digest == version.Digest))
        {
            string pinned = activation.IsPinned ? ", pinned" : "";
            output.WriteLine(
                $"  active   {VersionText.Time(activation.Time)} (epoch {activation.Epoch}{pinned}) {VersionText.Says(activation.By, activation.Reason)}");
        }

        foreach (Approval approval in state.Approvals.Where(approval => approval.Digest == version.Digest))
        {
            output.WriteLine($"  approved {VersionText.Time(approval.Time)} {VersionText.Says(approval.By, approval.Comment)}");
        }

        foreach (string warning in version.Warnings)
        {
            output.WriteLine($"  {paint.Warning("warning")}  {Printable.Of(warning)}");
        }

        foreach (VersionFile file in version.Files)
        {
            output.WriteLine($"  file     {VersionText.Short(file.Content)} {file.Length,9}  {Printable.Of(file.Path)}");
        }
    }

    private static JsonObject ToJson(RepositoryState state, VersionRecord version)
    {
        JsonObject json = VersionText.ToJson(version, state);
        json["warnings"] = new JsonArray([.. version.Warnings.Select(static warning => JsonValue.Create(warning))]);
        json["files"] = new JsonArray(
        [
            .. version.Files.Select(static file => new JsonObject { ["path"] = file.Path, ["sha256"] = file.Content, ["bytes"] = file.Length }),
        ]);
        json["activations"] = new JsonArray(
            [.. state.Activations.Where(activation => activation.Digest == version.Digest).Select(VersionText.ToJson)]);
        json["approvals"] = new JsonArray(
        [
            .. state.Approvals.Where(approval => approval.Digest == version.Digest).Select(static approval => new JsonObject
            {
                ["by"] = approval.By,
                ["time"] = $"{approval.Time:O}",
                ["comment"] = approval.Comment,
            }),
        ]);
        return json;
    }
}
