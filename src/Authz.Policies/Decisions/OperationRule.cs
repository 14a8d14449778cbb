namespace Authz.Policies.Decisions;

/// <summary>A rule that speaks of an operation. Sorted by operation, then by rule.</summary>
/// <param name="Captures">Where the operation's path has the parameters that the rule's conditions ask for, or -1.</param>
internal readonly record struct OperationRule(int Operation, int Rule, int Captures);
