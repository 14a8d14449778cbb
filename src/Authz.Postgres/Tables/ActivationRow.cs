using Authz.Store.Versions;

namespace Authz.Postgres.Tables;

internal sealed record ActivationRow(long Epoch, string Digest, DateTime ActivatedAt, string ActivatedBy, string Reason, bool IsPinned)
{
    public const string Columns = "epoch, digest, activated_at as ActivatedAt, activated_by as ActivatedBy, reason, is_pinned as IsPinned";

    public Activation ToActivation() => new()
    {
        Epoch = Epoch,
        Digest = Digest,
        Time = ActivatedAt,
        By = ActivatedBy,
        Reason = Reason,
        IsPinned = IsPinned,
    };
}
