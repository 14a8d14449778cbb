using Authz.Store.Versions;

namespace Authz.Postgres.Tables;

internal sealed record RevocationRow(
    long Id, string FromName, string ToName, string RevokedBy, DateTime RevokedAt, string Reason, DateTime? LiftedAt)
{
    public const string Columns =
        "id, from_name as FromName, to_name as ToName, revoked_by as RevokedBy, revoked_at as RevokedAt, reason, lifted_at as LiftedAt";

    public bool IsInEffect => LiftedAt is null;

    public Revocation ToRevocation() => new()
    {
        Id = Id,
        From = FromName,
        To = ToName,
        By = RevokedBy,
        Time = RevokedAt,
        Reason = Reason,
    };
}
