using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Authz.Policies.Requests;

/// <summary>What one look at a target's first bytes tells: where the path ends that stands for itself, and where its slashes are.</summary>
internal static class TargetScan
{
    /// <summary>A bit for each byte of a word.</summary>
    internal const int LengthLookedAt = 64;

    // Which high halves of a byte make a plain one with each low half: a bit for each, as ASCII has eight of them.
    private static readonly Vector128<byte> plainByLow = PlainByLow();
    private static readonly Vector128<byte> bitOfHigh = Vector128.Create(1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>
    /// False where a look does not tell: the target is shorter than a vector, or its plain bytes may go on behind those that were looked at.
    /// </summary>
    /// <param name="plainLength">How many bytes are plain before the first that is not.</param>
    /// <param name="slashes">Of these, the slashes.</param>
    /// <param name="isDoubtful">One of them is followed by another or by a dot.</param>
    public static bool TryRead(ReadOnlySpan<byte> target, out int plainLength, out ulong slashes, out bool isDoubtful)
    {
        plainLength = 0;
        slashes = 0;
        isDoubtful = false;
        int last = Math.Min(target.Length, LengthLookedAt) - Vector128<byte>.Count;
        if (last < 0)
        {
            return false;
        }

        ulong odd = 0;
        ulong dots = 0;
        for (int i = 0; odd == 0 && i < last + Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            // The last vector looks again at some bytes of the one before it.
            int start = Math.Min(i, last);
            var bytes = Vector128.Create(target.Slice(start, Vector128<byte>.Count));
            odd |= (ulong)NotPlain(bytes) << start;
            slashes |= (ulong)Where(bytes, (byte)'/') << start;
            dots |= (ulong)Where(bytes, (byte)'.') << start;
        }

        if (odd == 0 && target.Length > LengthLookedAt)
        {
            return false;
        }

        plainLength = odd == 0 ? target.Length : BitOperations.TrailingZeroCount(odd);
        ulong within = plainLength == LengthLookedAt ? ulong.MaxValue : (1UL << plainLength) - 1;
        slashes &= within;
        isDoubtful = (slashes & (((slashes | dots) & within) >> 1)) != 0;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint NotPlain(Vector128<byte> bytes)
    {
        Vector128<byte> highs = Vector128.ShuffleNative(plainByLow, bytes & Vector128.Create((byte)0x0f));
        Vector128<byte> high = Vector128.ShuffleNative(bitOfHigh, Vector128.ShiftRightLogical(bytes, 4));
        return Vector128.Equals(highs & high, Vector128<byte>.Zero).ExtractMostSignificantBits();
    }

    private static uint Where(Vector128<byte> bytes, byte sought) => Vector128.Equals(bytes, Vector128.Create(sought)).ExtractMostSignificantBits();

    private static Vector128<byte> PlainByLow()
    {
        Span<byte> table = stackalloc byte[Vector128<byte>.Count];
        for (int b = 0; b < 0x80; b++)
        {
            if (TargetBytes.Plain.Contains((byte)b))
            {
                table[b & 0x0f] |= (byte)(1 << (b >> 4));
            }
        }

        return Vector128.Create((ReadOnlySpan<byte>)table);
    }
}
