using System.Buffers;
using Authz.Grpc.Limits;
using Authz.Grpc.Transport;

namespace Authz.Grpc.Tests.Transport;

public sealed class BlockPoolTests
{
    private const int BlockBytes = 64;

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(BlockBytes)]
    public void A_block_has_its_full_size_whatever_less_is_asked_for(int asked)
    {
        using var pool = new BlockPool(BlockBytes, keptMax: 1);
        using IMemoryOwner<byte> block = pool.Rent(asked);
        Assert.Equal(BlockBytes, block.Memory.Length);
    }

    [Fact]
    public void More_than_a_block_is_refused_as_the_pool_announces()
    {
        using var pool = new BlockPool(BlockBytes, keptMax: 1);
        Assert.Equal(BlockBytes, pool.MaxBufferSize);
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Rent(BlockBytes + 1));
    }

    [Fact]
    public void A_block_given_back_is_the_next_one_lent()
    {
        using var pool = new BlockPool(BlockBytes, keptMax: 1);
        IMemoryOwner<byte> block = pool.Rent();
        block.Memory.Span[0] = 7;
        block.Dispose();
        Assert.Equal(1, pool.Kept);

        using IMemoryOwner<byte> again = pool.Rent();
        Assert.Equal(7, again.Memory.Span[0]);
        Assert.Equal(0, pool.Kept);
    }

    [Fact]
    public void A_block_given_back_twice_is_lent_to_one()
    {
        using var pool = new BlockPool(BlockBytes, keptMax: 4);
        IMemoryOwner<byte> block = pool.Rent();
        block.Dispose();
        block.Dispose();
        Assert.Equal(1, pool.Kept);

        using IMemoryOwner<byte> first = pool.Rent();
        using IMemoryOwner<byte> second = pool.Rent();
        first.Memory.Span.Fill(1);
        second.Memory.Span.Fill(2);
        Assert.Equal(1, first.Memory.Span[0]);
    }

    [Fact]
    public void A_block_that_was_lent_again_can_be_given_back_again()
    {
        using var pool = new BlockPool(BlockBytes, keptMax: 4);
        for (int i = 0; i < 3; i++)
        {
            pool.Rent().Dispose();
            Assert.Equal(1, pool.Kept);
        }
    }

    [Fact]
    public void A_block_leaves_its_cohort_once_and_takes_none_to_its_next_use()
    {
        using var pool = new BlockPool(BlockBytes, keptMax: 4);
        var cohort = new AnswerCohort();
        for (int i = 0; i < 2; i++)
        {
            cohort.Enter();
            IMemoryOwner<byte> block = pool.Rent(0, cohort);
            Assert.Equal(1, cohort.Waiting);
            block.Dispose();
            block.Dispose();
            Assert.Equal(0, cohort.Waiting);
        }

        pool.Rent().Dispose();
        Assert.Equal(0, cohort.Waiting);
    }

    [Fact]
    public void Blocks_beyond_those_that_are_kept_are_let_go()
    {
        using var pool = new BlockPool(BlockBytes, keptMax: 2);
        IMemoryOwner<byte>[] blocks = [pool.Rent(), pool.Rent(), pool.Rent()];
        foreach (IMemoryOwner<byte> block in blocks)
        {
            block.Dispose();
        }

        Assert.Equal(2, pool.Kept);
    }

    [Fact]
    public void No_block_is_ever_lent_to_two_threads()
    {
        using var pool = new BlockPool(BlockBytes, keptMax: 8);
        int shared = 0;
        Parallel.For(0, 8, worker =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                using IMemoryOwner<byte> block = pool.Rent();
                Span<byte> bytes = block.Memory.Span;
                bytes.Fill((byte)worker);
                if (bytes.ContainsAnyExcept((byte)worker))
                {
                    Interlocked.Increment(ref shared);
                }
            }
        });
        Assert.Equal(0, shared);
        Assert.InRange(pool.Kept, 1, 8);
    }
}
