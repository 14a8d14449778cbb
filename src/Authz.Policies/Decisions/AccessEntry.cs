using System.Runtime.InteropServices;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Decisions;

/// <summary>
/// All that the policies say about one class of callers on one service: two tries of paths, which stand behind it in the forest, and two
/// runs of rules by operation; two units. Equal entries are stored once.
/// </summary>
/// <param name="HasConditions">Some rule of it has a condition.</param>
[StructLayout(LayoutKind.Sequential, Size = Units * ForestUnit.Bytes)]
internal readonly record struct AccessEntry(
    int AllowRoot,
    int DenyRoot,
    int AllowOperationStart,
    int AllowOperationCount,
    int DenyOperationStart,
    int DenyOperationCount,
    bool HasConditions)
{
    public const int Units = 2;
}
