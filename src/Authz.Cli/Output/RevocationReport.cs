using System.Text.Json.Nodes;
using Authz.Store.Versions;

namespace Authz.Cli.Output;

/// <summary>What was revoked, or lifted.</summary>
internal static class RevocationReport
{
    /// <param name="problem">Why it denies nothing, or may not; null: both names are known.</param>
    public static void PrintRevoked(Printer printer, Revocation revocation, string? problem) => printer.Print(
        (output, paint) =>
        {
            output.WriteLine($"{paint.Strong($"revocation {revocation.Id}")} is in effect: {Printable.Of($"{revocation.From} -> {revocation.To}")}");
            if (problem is not null)
            {
                output.WriteLine($"{paint.Warning("warning")}: {Printable.Of(problem)}; it stays for later versions, `authz revoke --lift {revocation.Id}` ends it");
            }
        },
        () =>
        {
            JsonObject json = VersionText.ToJson(revocation);
            json["problem"] = problem;
            return json;
        });

    public static void PrintLifted(Printer printer, long id, RepositoryState state) => printer.Print(
        (output, paint) => output.WriteLine($"{paint.Strong($"revocation {id}")} is lifted; {Count.Of(state.Revocations.Length, "revocation")} in effect"),
        () => new JsonObject { ["lifted"] = id, ["inEffect"] = state.Revocations.Length });
}
