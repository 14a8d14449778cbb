using Authz.Policies.Analysis.Changes;

namespace Authz.Cli.Versions;

/// <summary>What became of a folder that was published.</summary>
/// <param name="IsNew">False: it was kept already.</param>
/// <param name="Active">What it is compared with; null: nothing is in force.</param>
/// <param name="Changes">Null: there is nothing that can be compared with.</param>
/// <param name="Rights">Who gains or loses a right; null as the changes.</param>
internal sealed record PublishedVersion(
    VersionSummary Version, bool IsNew, VersionSummary? Active, FileChanges Files, PolicyChanges? Changes, RightsComparison? Rights);
