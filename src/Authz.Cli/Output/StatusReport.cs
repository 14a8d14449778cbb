using System.Text.Json.Nodes;
using Authz.Cli.Versions;
using Authz.Store.Versions;

namespace Authz.Cli.Output;

/// <summary>What rules now.</summary>
internal static class StatusReport
{
    public static void Print(Printer printer, VersionStatus status) =>
        printer.Print((output, paint) => WriteText(output, paint, status), () => ToJson(status));

    private static void WriteText(TextWriter output, Paint paint, VersionStatus status)
    {
        WriteActive(output, paint, status);
        output.WriteLine($"{Count.Of(status.VersionCount, "version")} kept, {Count.Of(status.Revocations.Length, "revocation")} in effect");
        foreach (Revocation revocation in status.Revocations)
        {
            output.WriteLine(
                $"{revocation.Id,5}  {Printable.Of($"{revocation.From} -> {revocation.To}")}  {VersionText.Time(revocation.Time)} "
                + VersionText.Says(revocation.By, revocation.Reason));
        }

        foreach (string damage in status.Damages)
        {
            output.WriteLine($"{paint.Bad("damaged")}: {Printable.Of(damage)}");
        }

        if (status.Server is { } server)
        {
            WriteServer(output, paint, server);
        }
    }

    private static void WriteServer(TextWriter output, Paint paint, ServerStatus server)
    {
        string author = server.IsFolderAuthor ? "its folder is the author" : server.HasFourEyes ? "four eyes" : "one pair of eyes";
        string scheduled = server.ScheduledCount > 0 ? $", {Count.Of(server.ScheduledCount, "activation")} scheduled" : "";
        output.WriteLine($"the service is {(server.IsReady ? paint.Good("ready") : paint.Bad("not ready"))}, {author}{scheduled}");
        foreach (string notice in server.Notices)
        {
            output.WriteLine($"{paint.Warning("notice")}: {Printable.Of(notice)}");
        }

        foreach (ReplicaRecord replica in server.Replicas)
        {
            output.WriteLine($"replica  {ReplicationReport.Of(replica)}");
        }
    }

    private static void WriteActive(TextWriter output, Paint paint, VersionStatus status)
    {
        if (status.Active is not { } active)
        {
            output.WriteLine("no version is active");
            return;
        }

        string name = VersionText.Name(new ActivatedVersion(active, status.Number));
        string pinned = active.IsPinned ? ", " + paint.Warning("pinned until `authz unpin`") : "";
        output.WriteLine($"{paint.Strong(name)} is active{pinned}");
        output.WriteLine($"  since {VersionText.Time(active.Time)}, epoch {active.Epoch}, {VersionText.Says(active.By, active.Reason)}");
    }

    private static JsonObject ToJson(VersionStatus status) => new()
    {
        ["active"] = status.Active is { } active ? VersionText.ToJson(active) : null,
        ["number"] = status.Number,
        ["versions"] = status.VersionCount,
        ["revocations"] = new JsonArray([.. status.Revocations.Select(VersionText.ToJson)]),
        ["damages"] = new JsonArray([.. status.Damages.Select(static damage => JsonValue.Create(damage))]),
        ["server"] = status.Server is { } server ? ToJson(server) : null,
    };

    private static JsonObject ToJson(ServerStatus server) => new()
    {
        ["ready"] = server.IsReady,
        ["notices"] = new JsonArray([.. server.Notices.Select(static notice => JsonValue.Create(notice))]),
        ["folderIsAuthor"] = server.IsFolderAuthor,
        ["fourEyes"] = server.HasFourEyes,
        ["scheduled"] = server.ScheduledCount,
        ["replicas"] = ReplicationReport.ToJson(server.Replicas),
    };
}
