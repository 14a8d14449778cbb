using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Authz.Policies.Decisions.Paths;

/// <summary>
/// A key as two words, which overlap where it is short: with its length they tell a key of up to <see cref="WordsLength"/> bytes whole, so
/// that a table need not look at its text, another line of the cache. Most segments of paths are that short.
/// </summary>
internal readonly ref struct ByteTableKey
{
    public const int WordsLength = 2 * sizeof(ulong);

    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private readonly ReadOnlySpan<byte> key;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ByteTableKey(ReadOnlySpan<byte> key)
    {
        this.key = key;
        if (key.Length >= sizeof(ulong))
        {
            First = BinaryPrimitives.ReadUInt64LittleEndian(key);
            Last = BinaryPrimitives.ReadUInt64LittleEndian(key[^sizeof(ulong)..]);
        }
        else if (key.Length >= sizeof(uint))
        {
            First = BinaryPrimitives.ReadUInt32LittleEndian(key);
            Last = BinaryPrimitives.ReadUInt32LittleEndian(key[^sizeof(uint)..]);
        }
        else if (!key.IsEmpty)
        {
            // One to three bytes: the first, the middle and the last are all of them.
            First = key[0];
            Last = ((uint)key[key.Length >> 1] << 8) | key[^1];
        }
    }

    public ulong First { get; }

    public ulong Last { get; }

    public int SlotOf(int scope, int slotCount)
    {
        ulong hash = Mix(First ^ ((ulong)(uint)scope << 32) ^ (uint)key.Length);
        for (int i = sizeof(ulong); i + sizeof(ulong) < key.Length; i += sizeof(ulong))
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(key[i..]));
        }

        return (int)(uint)Mix(hash ^ Last) & (slotCount - 1);
    }

    private static ulong Mix(ulong value)
    {
        value *= Multiplier;
        return value ^ (value >> 32);
    }
}
