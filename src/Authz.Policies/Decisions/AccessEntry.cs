using System.Runtime.InteropServices;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Decisions;

/// <summary>
/// All that the policies say about one class of callers on one service: two tries of paths, and two runs of rules by operation, one behind
/// the other; two units. Equal entries are stored once.
/// </summary>
/// <param name="FirstAllow">The rule that the trie of allows counts from.</param>
/// <param name="FirstDeny">The one that the trie of denies counts from.</param>
/// <param name="OperationStart">Of the allows; the denies come right behind them.</param>
/// <param name="ConditionCount">How many of its rules have a condition.</param>
[StructLayout(LayoutKind.Sequential, Size = Units * ForestUnit.Bytes)]
internal readonly record struct AccessEntry(
    int AllowRoot,
    int DenyRoot,
    int FirstAllow,
    int FirstDeny,
    int OperationStart,
    int AllowOperationCount,
    int DenyOperationCount,
    int ConditionCount)
{
    public const int Units = 2;

    public bool HasConditions => ConditionCount > 0;

    public int DenyOperationStart => OperationStart + AllowOperationCount;
}
