using System.Runtime.InteropServices;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Decisions;

/// <summary>A class of callers, a service, and their entry; one unit of the forest. The first pair of an entry stands right behind it.</summary>
[StructLayout(LayoutKind.Sequential, Size = Units * ForestUnit.Bytes)]
internal readonly record struct AccessPair(int Class, int Service, int Entry)
{
    public const int Units = 1;
}
