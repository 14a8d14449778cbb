using System.Collections.Immutable;
using Authz.Store.Versions;

namespace Authz.Cli.Versions;

/// <summary>One version, and what was said and done about it.</summary>
/// <param name="Activations">Latest first.</param>
internal sealed record VersionDetail(
    VersionSummary Summary,
    ImmutableArray<VersionFile> Files,
    ImmutableArray<string> Warnings,
    ImmutableArray<Activation> Activations,
    ImmutableArray<Approval> Approvals);
