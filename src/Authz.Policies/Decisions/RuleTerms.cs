namespace Authz.Policies.Decisions;

/// <summary>In force while from ≤ t &lt; until, in UTC ticks.</summary>
/// <param name="Condition">Its node in the table of conditions, or -1.</param>
internal readonly record struct RuleTerms(
    long FromUtcTicks, long UntilUtcTicks, int Condition, Effect Effect, bool IsShadow);
