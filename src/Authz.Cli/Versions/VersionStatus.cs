using System.Collections.Immutable;
using Authz.Store.Versions;

namespace Authz.Cli.Versions;

/// <summary>How it stands.</summary>
/// <param name="Number">Of the active version; null: there is none, or its record is lost.</param>
/// <param name="VersionCount">That are kept.</param>
/// <param name="Server">Null: a journal tells nothing of a service that reads it.</param>
internal sealed record VersionStatus(
    Activation? Active,
    long? Number,
    int VersionCount,
    ImmutableArray<Revocation> Revocations,
    ImmutableArray<string> Damages,
    ServerStatus? Server);
