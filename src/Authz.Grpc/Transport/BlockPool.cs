using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Authz.Grpc.Limits;

namespace Authz.Grpc.Transport;

/// <summary>
/// Memory for pipes: pinned blocks of one size, used again and again. Kestrel's own has blocks of 4 KiB for everything; what is received
/// into larger ones costs fewer calls of the kernel (docs/decisions/0136-large-blocks-for-sockets.md).
/// </summary>
/// <param name="blockBytes">Of each block, whatever less is asked for.</param>
/// <param name="keptMax">Blocks that wait for their next use. Those beyond go to the garbage collector, so that a flood's memory is given back.</param>
internal sealed class BlockPool(int blockBytes, int keptMax) : MemoryPool<byte>
{
    private readonly ConcurrentQueue<Block> kept = new();
    private int keptCount;

    public override int MaxBufferSize => blockBytes;

    /// <summary>How many wait for their next use now.</summary>
    public int Kept => Volatile.Read(ref keptCount);

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => Rent(minBufferSize, null);

    /// <param name="cohort">Left when the block comes back.</param>
    public IMemoryOwner<byte> Rent(int minBufferSize, AnswerCohort? cohort)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, blockBytes);
        if (kept.TryDequeue(out Block? block))
        {
            Interlocked.Decrement(ref keptCount);
            block.Take(cohort);
            return block;
        }

        return new Block(this, GC.AllocateUninitializedArray<byte>(blockBytes, pinned: true), cohort);
    }

    /// <summary>Nothing to do: blocks that are out may still come back, and the collector takes the rest.</summary>
    protected override void Dispose(bool disposing)
    {
    }

    private void Keep(Block block)
    {
        if (Interlocked.Increment(ref keptCount) > keptMax)
        {
            Interlocked.Decrement(ref keptCount);
            return;
        }

        kept.Enqueue(block);
    }

    private sealed class Block(BlockPool pool, byte[] bytes, AnswerCohort? cohort) : IMemoryOwner<byte>
    {
        private AnswerCohort? cohort = cohort;
        private int isOut = 1;

        public Memory<byte> Memory { get; } = MemoryMarshal.CreateFromPinnedArray(bytes, 0, bytes.Length);

        public void Take(AnswerCohort? next)
        {
            cohort = next;
            Volatile.Write(ref isOut, 1);
        }

        // INVARIANT: a block that is given back twice comes back once, or two connections would share it, and one read what the other was sent.
        public void Dispose()
        {
            if (Interlocked.Exchange(ref isOut, 0) == 1)
            {
                cohort?.Leave();
                cohort = null;
                pool.Keep(this);
            }
        }
    }
}
