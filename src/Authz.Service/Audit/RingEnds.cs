using System.Runtime.InteropServices;

namespace Authz.Service.Audit;

/// <summary>Both ends of a ring, each on cache lines that nothing else is written on: one is every adder's, the other the taker's.</summary>
[StructLayout(LayoutKind.Explicit, Size = 384)]
internal struct RingEnds
{
    // Two lines: processors fetch them in pairs.
    private const int CacheLines = 128;

    [FieldOffset(CacheLines)]
    public long Tail;

    [FieldOffset(2 * CacheLines)]
    public long Head;
}
