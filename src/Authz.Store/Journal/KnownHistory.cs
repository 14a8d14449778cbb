using System.Collections.Immutable;
using Authz.Store.Versions;

namespace Authz.Store.Journal;

/// <summary>The most that a replica has seen of a repository that it shares: what a restored one cannot take back.</summary>
public sealed record KnownHistory
{
    public static KnownHistory Nothing { get; } = new() { Latest = null, Revocations = [], LastRevocation = 0, LastNumber = 0 };

    /// <summary>Null: it has seen none.</summary>
    public required Activation? Latest { get; init; }

    /// <summary>In effect.</summary>
    public required ImmutableArray<Revocation> Revocations { get; init; }

    /// <summary>The highest id, lifted or not.</summary>
    public required long LastRevocation { get; init; }

    /// <summary>The highest number of a version.</summary>
    public required long LastNumber { get; init; }

    public bool IsSameAs(KnownHistory other) =>
        Latest == other.Latest
        && Revocations.SequenceEqual(other.Revocations)
        && LastRevocation == other.LastRevocation
        && LastNumber == other.LastNumber;
}
