using System.Collections.Immutable;
using Authz.Admin.Administration;
using Authz.Policies.Analysis.Changes;
using Authz.Policies.Text;
using Authz.Store.Versions;

namespace Authz.Admin.Calls;

/// <summary>How answers show versions, and what is said of them.</summary>
internal static class VersionViews
{
    /// <summary>Findings in one answer; how many there are is told beside them.</summary>
    public const int FindingsMax = 1000;

    public static object Short(RepositoryState state, VersionRecord version) => new
    {
        version.Number,
        version.Digest,
        author = version.Note.Author,
        message = version.Note.Message,
        version.CreatedAt,
        version.Parent,
        files = version.Files.Length,
        warnings = version.Warnings.Length,
        isInForce = state.Active?.Digest == version.Digest,
        isApproved = PolicyAdministration.IsApproved(state, version),
    };

    public static object Whole(RepositoryState state, VersionRecord version) => new
    {
        version.Number,
        version.Digest,
        author = version.Note.Author,
        message = version.Note.Message,
        version.CreatedAt,
        version.Parent,
        files = version.Files.Select(static file => new { file.Path, sha256 = file.Content, file.Length }),
        warnings = version.Warnings.Take(FindingsMax),
        isInForce = state.Active?.Digest == version.Digest,
        isApproved = PolicyAdministration.IsApproved(state, version),
        approvals = state.Approvals.Where(approval => approval.Digest == version.Digest).Select(Of),
        activations = state.Activations.Where(activation => activation.Digest == version.Digest).Select(activation => Of(state, activation)),
    };

    public static object Of(Approval approval) => new { approval.Digest, approval.By, approval.Time, approval.Comment };

    public static object Of(RepositoryState state, Activation activation) => new
    {
        activation.Epoch,
        activation.Digest,
        number = state.Find(activation.Digest)?.Number,
        activation.Time,
        activation.By,
        activation.Reason,
        activation.IsPinned,
    };

    public static object Of(Revocation revocation) => new { revocation.Id, revocation.From, revocation.To, revocation.By, revocation.Time, revocation.Reason };

    public static object Of(RevocationOutcome outcome)
    {
        Revocation revocation = outcome.Revocation;
        return new { revocation.Id, revocation.From, revocation.To, revocation.By, revocation.Time, revocation.Reason, outcome.Problem };
    }

    public static object Of(ReplicaInForce inForce) => new { inForce.Number, inForce.Digest, inForce.Epoch, inForce.Since };

    public static object Of(ReplicaRecord replica) => new
    {
        replica.Name,
        number = replica.InForce?.Number,
        digest = replica.InForce?.Digest,
        epoch = replica.InForce?.Epoch,
        since = replica.InForce?.Since,
        replica.SeenAt,
        seenSecondsAgo = replica.SeenAgo.TotalSeconds,
    };

    public static object Of(Diagnostic finding) => new
    {
        finding.Id,
        severity = finding.Severity,
        path = finding.Where.Path,
        line = finding.Where.Position.Line,
        column = finding.Where.Position.Column,
        finding.Message,
        finding.Help,
    };

    public static object Of(RepositoryState state, Publication publication, VersionRecord version) => new
    {
        version = Short(state, version),
        publication.IsNew,
        findingCount = publication.Diagnostics.Length,
        findings = Of(publication.Diagnostics),
    };

    /// <summary>Errors first.</summary>
    public static IEnumerable<object> Of(ImmutableArray<Diagnostic> findings) =>
        findings.OrderByDescending(static finding => finding.IsError).Take(FindingsMax).Select(Of);

    public static object Of(PolicyChanges changes, RightsComparison rights) => new
    {
        rightsChange = changes.ChangeRights || rights.ChangeRights,
        rightCount = rights.Changes.Length,
        cut = rights.IsCut || rights.Changes.Length > FindingsMax,
        rights = rights.Changes.Take(FindingsMax).Select(static right => new
        {
            right.Service,
            right.Request,
            right.Method,
            right.Path,
            right.Operation,
            gain = right.Gains,
            lose = right.Loses,
            otherConditions = right.IsUnderOtherConditions,
        }),
        services = changes.Services.Select(static service => new
        {
            service.Service,
            service.Before,
            service.After,
            rightsChange = service.ChangesRights,
            cut = service.IsCut,
            operations = service.Operations.Select(static change => new
            {
                change = ChangeText.WordOf(change.Kind),
                change.Operation,
                change.FormerName,
                change.Before,
                change.After,
                rightsChange = change.ChangesRights,
                rules = change.Rules.Select(static rule => new
                {
                    rule.Rule,
                    effect = rule.Effect,
                    rule.Before,
                    rule.After,
                    conditional = rule.IsConditional,
                    rule.Subjects,
                }),
                gain = change.Gains,
                lose = change.Loses,
            }),
            requests = service.Requests.Select(static change => new
            {
                change.Method,
                change.Path,
                change.Before,
                change.After,
                gain = change.Gains,
                lose = change.Loses,
            }),
        }),
    };
}
