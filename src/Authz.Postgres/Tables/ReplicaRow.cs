using Authz.Store.Versions;

namespace Authz.Postgres.Tables;

internal sealed record ReplicaRow(string Name, string? Digest, long? Number, long? Epoch, DateTime? Since, DateTime SeenAt, double SecondsAgo)
{
    public ReplicaRecord ToReplica() => new(
        Name,
        (Digest, Number, Epoch, Since) is ({ } digest, { } number, { } epoch, { } since) ? new ReplicaInForce(digest, number, epoch, since) : null,
        SeenAt,
        TimeSpan.FromSeconds(Math.Max(0, SecondsAgo)));
}
