namespace Authz.Policies.Decisions.Conditions;

/// <summary>One condition. Equal conditions of a set are one node.</summary>
/// <param name="Start">Of `all`, `any` and `not` the first of its children; otherwise the number of its leaf.</param>
/// <param name="UsesPath">What it comes to depends on the pattern by which its rule matched.</param>
internal readonly record struct ConditionNode(ConditionNodeKind Kind, int Start, int Count, bool UsesPath);
