using System.Collections.Immutable;
using Authz.Store.Versions;

namespace Authz.Store.Journal;

/// <summary>
/// All revocations that are in effect after a change, and that change: whole in each record, so that one file that is lost loses none.
/// </summary>
internal sealed record RevocationSet
{
    public static RevocationSet Empty { get; } = new()
    {
        Serial = 0,
        LastId = 0,
        InEffect = [],
        Change = "",
        By = "",
        Reason = "",
        Time = default,
    };

    /// <summary>Grows with each change.</summary>
    public required long Serial { get; init; }

    /// <summary>The highest that was given to a revocation, in effect or not.</summary>
    public required long LastId { get; init; }

    /// <summary>Oldest first.</summary>
    public required ImmutableArray<Revocation> InEffect { get; init; }

    /// <summary>For a person who reads the file.</summary>
    public required string Change { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset Time { get; init; }
}
