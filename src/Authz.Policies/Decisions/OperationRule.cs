namespace Authz.Policies.Decisions;

/// <summary>A rule that speaks of an operation. Sorted by operation, then by rule.</summary>
internal readonly record struct OperationRule(int Operation, int Rule);
