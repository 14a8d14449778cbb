using Authz.Store.Versions;

namespace Authz.Postgres.Tables;

internal sealed record ApprovalRow(string Digest, string ApprovedBy, DateTime ApprovedAt, string Comment)
{
    public const string Columns = "digest, approved_by as ApprovedBy, approved_at as ApprovedAt, comment";

    public Approval ToApproval() => new() { Digest = Digest, By = ApprovedBy, Time = ApprovedAt, Comment = Comment };
}
