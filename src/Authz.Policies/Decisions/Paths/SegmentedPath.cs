using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Authz.Policies.Decisions.Paths;

/// <summary>
/// A path with the places of its slashes, looked for once: several walks step through its segments, and each would search for the
/// same ones again.
/// </summary>
internal readonly ref struct SegmentedPath
{
    /// <summary>Each path begins with a slash, so that there are some.</summary>
    public const ulong NotLooked = 0;

    // One bit for each byte of a word; of a longer path the slashes are searched for when they are asked for.
    private const int MaskedLength = 64;

    private readonly ulong slashes;

    /// <param name="slashes">A bit for each byte of <paramref name="bytes"/> that is one, where somebody has looked already.</param>
    public SegmentedPath(ReadOnlySpan<byte> bytes, ulong slashes = NotLooked)
    {
        Bytes = bytes;
        this.slashes = slashes != NotLooked || bytes.Length > MaskedLength ? slashes : SlashesOf(bytes);
    }

    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The segment at a position as <see cref="PathSegments"/> has them, and the position of the next.</summary>
    public ReadOnlySpan<byte> At(int position, out int next)
    {
        if (Bytes.Length > MaskedLength)
        {
            return PathSegments.At(Bytes, position, out next);
        }

        // A shift by the whole length of a word would be none: the segment there is empty, and the last.
        ulong rest = position < MaskedLength ? slashes >> position : 0;
        int end = rest == 0 ? Bytes.Length : position + BitOperations.TrailingZeroCount(rest);
        next = end + 1;
        return Bytes[position..end];
    }

    private static ulong SlashesOf(ReadOnlySpan<byte> bytes)
    {
        ulong found = 0;
        if (bytes.Length < Vector128<byte>.Count)
        {
            return SlashesOfFew(bytes);
        }

        // The last vector looks again at some bytes of the one before it.
        int last = bytes.Length - Vector128<byte>.Count;
        for (int i = 0; i < last; i += Vector128<byte>.Count)
        {
            found |= SlashesOf(Vector128.Create(bytes[i..])) << i;
        }

        return found | (SlashesOf(Vector128.Create(bytes[last..])) << last);
    }

    private static ulong SlashesOfFew(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= sizeof(ulong))
        {
            int last = bytes.Length - sizeof(ulong);
            ulong both = SlashesOf(Vector128.Create(
                BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[last..])).AsByte());
            return (byte)both | (both >> sizeof(ulong) << last);
        }

        ulong found = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            found |= bytes[i] == '/' ? 1UL << i : 0;
        }

        return found;
    }

    private static ulong SlashesOf(Vector128<byte> bytes) =>
        Vector128.Equals(bytes, Vector128.Create((byte)'/')).ExtractMostSignificantBits();
}
