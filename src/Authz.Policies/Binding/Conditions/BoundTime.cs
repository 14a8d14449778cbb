using System.Collections.Immutable;

namespace Authz.Policies.Binding.Conditions;

/// <summary>On one of some local days, from ≤ t &lt; until in minutes of that day.</summary>
public sealed class BoundTime : BoundCondition
{
    /// <summary>The zone's name in the IANA database, known to exist.</summary>
    public required string Zone { get; init; }

    /// <summary>Not empty; all seven where the author said none.</summary>
    public required ImmutableArray<DayOfWeek> Days { get; init; }

    public required int FromMinute { get; init; }

    public required int UntilMinute { get; init; }
}
