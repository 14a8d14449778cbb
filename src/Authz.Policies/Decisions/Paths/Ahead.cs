using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Authz.Policies.Decisions.Paths;

/// <summary>Asks for memory that will be read soon, so that several waits for it become one. It changes nothing else.</summary>
internal static class Ahead
{
    private const int LineBytes = 64;

    /// <summary>The first lines of a run; what is behind the array's end is not harmful, only useless.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch<T>(T[] items, int start, int lines)
        where T : unmanaged
    {
        if (!Sse.IsSupported || (uint)start >= (uint)items.Length)
        {
            return;
        }

        // Where the array is moved meanwhile, the wrong lines are fetched: a hint follows no pointer and cannot fault.
        byte* first = (byte*)Unsafe.AsPointer(ref items[start]);
        for (int line = 0; line < lines; line++)
        {
            Sse.Prefetch0(first + (line * LineBytes));
        }
    }
}
