using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Authz.Policies.Decisions.Paths;

/// <summary>
/// The bytes at the two ends of a segment as words. Of a shorter one than a word the rest is zero; with its length either word tells
/// such a segment whole.
/// </summary>
internal static class SegmentWords
{
    public const int Length = sizeof(ulong);

    private const int BitsPerByte = 8;

    /// <summary>The first byte is the lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong First(ReadOnlySpan<byte> segment)
    {
        if (segment.Length >= Length)
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(segment);
        }

        if (segment.Length >= sizeof(uint))
        {
            // Where the two overlap they agree.
            ulong last = BinaryPrimitives.ReadUInt32LittleEndian(segment[^sizeof(uint)..]);
            return BinaryPrimitives.ReadUInt32LittleEndian(segment) | (last << ((segment.Length - sizeof(uint)) * BitsPerByte));
        }

        // One to three bytes: the first, the middle and the last are all of them.
        return segment.IsEmpty ? 0
            : segment[0]
                | ((ulong)segment[segment.Length >> 1] << ((segment.Length >> 1) * BitsPerByte))
                | ((ulong)segment[^1] << ((segment.Length - 1) * BitsPerByte));
    }

    /// <summary>The last byte is the highest.</summary>
    public static ulong Last(ReadOnlySpan<byte> segment) =>
        segment.Length >= Length ? BinaryPrimitives.ReadUInt64LittleEndian(segment[^Length..])
        : segment.IsEmpty ? 0
        : First(segment) << ((Length - segment.Length) * BitsPerByte);

    /// <summary>The lowest bytes of a word, so many of them, are the same in another.</summary>
    public static bool StartsAlike(ulong word, ulong other, int length) =>
        length == 0 || (word ^ other) << ((Length - length) * BitsPerByte) == 0;

    /// <summary>The highest ones.</summary>
    public static bool EndsAlike(ulong word, ulong other, int length) =>
        length == 0 || (word ^ other) >> ((Length - length) * BitsPerByte) == 0;
}
