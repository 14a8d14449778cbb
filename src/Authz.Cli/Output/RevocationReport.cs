using System.Text.Json.Nodes;
using Authz.Admin.Administration;
using Authz.Store.Versions;

namespace Authz.Cli.Output;

/// <summary>What was revoked, or lifted.</summary>
internal static class RevocationReport
{
    public static void PrintRevoked(Printer printer, RevocationOutcome outcome) => printer.Print(
        (output, paint) =>
        {
            Revocation revocation = outcome.Revocation;
            output.WriteLine($"{paint.Strong($"revocation {revocation.Id}")} is in effect: {Printable.Of($"{revocation.From} -> {revocation.To}")}");
            if (outcome.Problem is { } problem)
            {
                output.WriteLine($"{paint.Warning("warning")}: {Printable.Of(problem)}; it stays for later versions, `authz revoke --lift {revocation.Id}` ends it");
            }
        },
        () =>
        {
            JsonObject json = VersionText.ToJson(outcome.Revocation);
            json["problem"] = outcome.Problem;
            return json;
        });

    /// <param name="left">Revocations in effect still.</param>
    public static void PrintLifted(Printer printer, long id, int left) => printer.Print(
        (output, paint) => output.WriteLine($"{paint.Strong($"revocation {id}")} is lifted; {Count.Of(left, "revocation")} in effect"),
        () => new JsonObject { ["lifted"] = id, ["inEffect"] = left });
}
