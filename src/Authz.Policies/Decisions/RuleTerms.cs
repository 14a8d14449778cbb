namespace Authz.Policies.Decisions;

/// <summary>In force while from ≤ t &lt; until, in UTC ticks.</summary>
internal readonly record struct RuleTerms(long FromUtcTicks, long UntilUtcTicks, bool IsShadow);
