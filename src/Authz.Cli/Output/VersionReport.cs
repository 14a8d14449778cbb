using System.Text.Json.Nodes;
using Authz.Cli.Versions;
using Authz.Store.Versions;

namespace Authz.Cli.Output;

/// <summary>One version, whole.</summary>
internal static class VersionReport
{
    public static void Print(Printer printer, VersionDetail detail) =>
        printer.Print((output, paint) => WriteText(output, paint, detail), () => ToJson(detail));

    private static void WriteText(TextWriter output, Paint paint, VersionDetail detail)
    {
        VersionSummary version = detail.Summary;
        output.WriteLine(paint.Strong(VersionText.Name(version)));
        output.WriteLine($"  digest   {version.Digest}");
        output.WriteLine($"  created  {VersionText.Time(version.CreatedAt)} {VersionText.Says(version.Author, version.Message)}");
        output.WriteLine($"  parent   {(version.Parent is { } parent ? VersionText.Short(parent) : "none")}");
        foreach (Activation activation in detail.Activations)
        {
            string pinned = activation.IsPinned ? ", pinned" : "";
            output.WriteLine(
                $"  active   {VersionText.Time(activation.Time)} (epoch {activation.Epoch}{pinned}) {VersionText.Says(activation.By, activation.Reason)}");
        }

        foreach (Approval approval in detail.Approvals)
        {
            output.WriteLine($"  approved {VersionText.Time(approval.Time)} {VersionText.Says(approval.By, approval.Comment)}");
        }

        foreach (string warning in detail.Warnings)
        {
            output.WriteLine($"  {paint.Warning("warning")}  {Printable.Of(warning)}");
        }

        foreach (VersionFile file in detail.Files)
        {
            output.WriteLine($"  file     {VersionText.Short(file.Content)} {file.Length,9}  {Printable.Of(file.Path)}");
        }
    }

    private static JsonObject ToJson(VersionDetail detail)
    {
        JsonObject json = VersionText.ToJson(detail.Summary);
        json["warnings"] = new JsonArray([.. detail.Warnings.Select(static warning => JsonValue.Create(warning))]);
        json["files"] = new JsonArray(
        [
            .. detail.Files.Select(static file => new JsonObject { ["path"] = file.Path, ["sha256"] = file.Content, ["bytes"] = file.Length }),
        ]);
        json["activations"] = new JsonArray(
            [.. detail.Activations.Select(VersionText.ToJson)]);
        json["approvals"] = new JsonArray([.. detail.Approvals.Select(VersionText.ToJson)]);
        return json;
    }
}
