using System.Text.Json.Nodes;
using Authz.Cli.Versions;

namespace Authz.Cli.Output;

/// <summary>Which version was approved, by whom.</summary>
internal static class ApprovalReport
{
    public static void Print(Printer printer, ApprovedVersion approved) => printer.Print(
        (output, paint) =>
        {
            output.WriteLine($"{paint.Strong(VersionText.Name(approved.Version))} is approved {VersionText.Says(approved.Approval.By, approved.Approval.Comment)}");
            if (!approved.Version.IsActive)
            {
                output.WriteLine($"it is not in force: `authz activate {approved.Version.Number}`");
            }
        },
        () =>
        {
            JsonObject json = VersionText.ToJson(approved.Approval);
            json["number"] = approved.Version.Number;
            json["digest"] = approved.Version.Digest;
            return json;
        });
}
