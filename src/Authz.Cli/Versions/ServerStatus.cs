using System.Collections.Immutable;
using Authz.Store.Versions;

namespace Authz.Cli.Versions;

/// <summary>What only a service knows of itself.</summary>
/// <param name="IsReady">It answers checks.</param>
/// <param name="Notices">Why it does not, or what is wrong although it does.</param>
/// <param name="ScheduledCount">Activations that wait for their time.</param>
internal sealed record ServerStatus(
    bool IsReady,
    ImmutableArray<string> Notices,
    bool IsFolderAuthor,
    bool HasFourEyes,
    int ScheduledCount,
    ImmutableArray<ReplicaRecord> Replicas);
