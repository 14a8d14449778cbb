using System.Globalization;
using System.Text.Json.Nodes;
using Authz.Admin.Administration;
using Authz.Cli.Versions;
using Authz.Store.Versions;

namespace Authz.Cli.Output;

/// <summary>How far a version has come.</summary>
internal static class ReplicationReport
{
    public static void Print(Printer printer, VersionSummary version, Replication replication, int seconds) => printer.Print(
        (output, paint) => WriteText(output, paint, version, replication, seconds),
        () => new JsonObject
        {
            ["number"] = version.Number,
            ["digest"] = version.Digest,
            ["everywhere"] = replication.IsEverywhere,
            ["missing"] = new JsonArray([.. replication.Missing.Select(static name => JsonValue.Create(name))]),
            ["replicas"] = ToJson(replication.Replicas),
        });

    public static JsonArray ToJson(IEnumerable<ReplicaRecord> replicas) => new(
    [
        .. replicas.Select(static replica => new JsonObject
        {
            ["name"] = replica.Name,
            ["number"] = replica.InForce?.Number,
            ["digest"] = replica.InForce?.Digest,
            ["epoch"] = replica.InForce?.Epoch,
            ["seenSecondsAgo"] = replica.SeenAgo.TotalSeconds,
        }),
    ]);

    /// <summary>A replica in one line.</summary>
    public static string Of(ReplicaRecord replica)
    {
        string has = replica.InForce is { } version ? $"version {version.Number} ({VersionText.Short(version.Digest)}), epoch {version.Epoch}" : "no version";
        return Printable.Of(string.Create(CultureInfo.InvariantCulture, $"{replica.Name}  {has}, seen {replica.SeenAgo.TotalSeconds:0} s ago"));
    }

    private static void WriteText(TextWriter output, Paint paint, VersionSummary version, Replication replication, int seconds)
    {
        string name = paint.Strong(VersionText.Name(version));
        int count = replication.Replicas.Length;
        if (count == 0)
        {
            output.WriteLine(replication.IsEverywhere
                ? $"{name} is active; no service runs on this journal, and the next one has it in force"
                : $"{name} is {paint.Warning("not active")}, and no service runs on this journal: `authz activate {version.Number}`");
            return;
        }

        if (replication.IsEverywhere)
        {
            output.WriteLine($"{name} is in force on {(count == 1 ? "the one replica" : $"all {count} replicas")}");
            return;
        }

        output.WriteLine($"{name} is {paint.Warning("not in force")} on {replication.Missing.Length} of {Count.Of(count, "replica")} after {Count.Of(seconds, "second")}:");
        foreach (ReplicaRecord replica in replication.Replicas.Where(replica => replication.Missing.Contains(replica.Name)))
        {
            output.WriteLine($"  {Of(replica)}");
        }
    }
}
