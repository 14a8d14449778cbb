namespace Authz.Policies.Decisions.Conditions;

/// <summary>What the condition of one rule came to.</summary>
/// <param name="Rule">By its index in the tree.</param>
public readonly record struct ConditionOutcome(int Rule, Ternary Outcome);
