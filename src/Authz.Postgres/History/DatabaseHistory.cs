using System.Collections.Immutable;
using Authz.Postgres.Tables;
using Authz.Store.Versions;

namespace Authz.Postgres.History;

/// <summary>What the database says has been.</summary>
internal sealed record DatabaseHistory
{
    /// <summary>Null: no version was ever in force.</summary>
    public required Activation? Latest { get; init; }

    /// <summary>What has the epoch that the replica knows as the latest.</summary>
    public required Activation? AtKnownEpoch { get; init; }

    /// <summary>All, lifted ones too.</summary>
    public required ImmutableArray<RevocationRow> Revocations { get; init; }

    /// <summary>The latest.</summary>
    public required AcceptanceRow? Acceptance { get; init; }

    /// <summary>Of versions. Zero: there are none.</summary>
    public required long LastNumber { get; init; }

    public long LastRevocation => Revocations.IsEmpty ? 0 : Revocations[^1].Id;

    public IEnumerable<Revocation> RevocationsInEffect =>
        Revocations.Where(static row => row.IsInEffect).Select(static row => row.ToRevocation());
}
