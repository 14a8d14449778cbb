using System.Runtime.InteropServices;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Compilation.Passes;

/// <summary>The units of a forest while they are laid out: one array, and if little of it is left over, the forest's own.</summary>
/// <param name="expected">Room for so many at first: a run that grows leaves large arrays behind, which only a full collection takes away.</param>
internal sealed class UnitRun(int expected)
{
    /// <summary>The part of the array that may be left over: an eighth.</summary>
    private const int SpareShift = 3;

    private const int LeastRoom = 64;

    private ForestUnit[] units = expected == 0 ? [] : new ForestUnit[expected];

    public int Count { get; private set; }

    /// <summary>So many more, all zero; the index of the first.</summary>
    public int Take(int count)
    {
        int index = Count;
        int end = checked(index + count);
        if (end > units.Length)
        {
            Array.Resize(ref units, (int)Math.Min(Array.MaxLength, Math.Max(Math.Max(end, LeastRoom), 2L * units.Length)));
        }

        Count = end;
        return index;
    }

    /// <summary>Gives back all from there on.</summary>
    public void ReturnTo(int count)
    {
        units.AsSpan(count, Count - count).Clear();
        Count = count;
    }

    public ReadOnlySpan<ForestUnit> From(int index) => units.AsSpan(index, Count - index);

    public void Put<T>(int index, T value)
        where T : struct =>
        MemoryMarshal.Write(BytesFrom(index), in value);

    public void Put(int index, ReadOnlySpan<byte> bytes) => bytes.CopyTo(BytesFrom(index));

    /// <summary>What was laid out, and perhaps zeros behind it. Nothing may be laid out afterwards.</summary>
    public ForestUnit[] ToForest() => units.Length - Count <= units.Length >> SpareShift ? units : units.AsSpan(0, Count).ToArray();

    private Span<byte> BytesFrom(int index) => MemoryMarshal.AsBytes(units.AsSpan(index, Count - index));
}
