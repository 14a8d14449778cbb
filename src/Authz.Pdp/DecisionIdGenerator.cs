using System.Buffers.Binary;

namespace Authz.Pdp;

/// <summary>
/// Ids that never repeat: the high half is this process's own, by chance, and the low half counts from a start that is
/// chance too. The count is mixed, so that two tickets do not tell how many calls lie between them.
/// </summary>
public sealed class DecisionIdGenerator
{
    /// <summary>Bytes of randomness that the constructor takes.</summary>
    public const int SeedLength = 16;

    private readonly ulong process;
    private ulong count;

    /// <param name="seed">Random, another one for each process and each start.</param>
    public DecisionIdGenerator(ReadOnlySpan<byte> seed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, SeedLength);
        process = BinaryPrimitives.ReadUInt64LittleEndian(seed);
        count = BinaryPrimitives.ReadUInt64LittleEndian(seed[sizeof(ulong)..]);
    }

    /// <summary>The high half of all ids of this process.</summary>
    public ulong Process => process;

    public DecisionId Next() => new(process, Mix(Interlocked.Increment(ref count)));

    // The finaliser of SplitMix64. INVARIANT: each step can be undone, so two counts never mix to one id.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
