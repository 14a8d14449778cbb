using Authz.Store.Versions;

namespace Authz.Cli.Versions;

/// <summary>What somebody has approved.</summary>
internal sealed record ApprovedVersion(Approval Approval, VersionSummary Version);
