using System.Runtime.CompilerServices;
using Authz.Service.Audit;

namespace Authz.Service.Tests.Audit;

public sealed class RecordRingTests
{
    private const int DeadlineMs = 120_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(-8)]
    public void A_length_is_a_power_of_two(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RecordRing<RingPayload>(length));

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(64)]
    public void It_takes_as_many_as_its_length_and_gives_them_in_order_lap_after_lap(int length)
    {
        var ring = new RecordRing<RingPayload>(length);
        for (int lap = 0; lap < 5; lap++)
        {
            for (int i = 0; i < length; i++)
            {
                Assert.True(ring.TryAdd(RingPayload.Of(lap, i)));
            }

            Assert.False(ring.TryAdd(RingPayload.Of(lap, length)));
            Assert.Equal(length, ring.Count);
            for (int i = 0; i < length; i++)
            {
                Assert.True(ring.TryTake(out RingPayload taken));
                Assert.Equal(RingPayload.Of(lap, i), taken);
            }

            Assert.False(ring.TryTake(out _));
            Assert.Equal(0, ring.Count);
        }
    }

    [Fact]
    public void Room_is_there_again_one_by_one()
    {
        var ring = new RecordRing<RingPayload>(4);
        for (int i = 0; i < 1000; i++)
        {
            Assert.Equal(i < 4, ring.TryAdd(RingPayload.Of(0, i)));
            if (i >= 4)
            {
                Assert.True(ring.TryTake(out RingPayload first));
                Assert.Equal(RingPayload.Of(0, i - 4), first);
                Assert.True(ring.TryAdd(RingPayload.Of(0, i)));
            }
        }
    }

    [Fact]
    public void A_closed_one_takes_nothing_and_gives_what_it_has()
    {
        var ring = new RecordRing<RingPayload>(4);
        ring.TryAdd(RingPayload.Of(0, 0));
        ring.Close();
        ring.Close();

        Assert.False(ring.TryAdd(RingPayload.Of(0, 1)));
        Assert.False(ring.IsDone);
        Assert.True(ring.TryTake(out RingPayload taken));
        Assert.Equal(RingPayload.Of(0, 0), taken);
        Assert.True(ring.IsDone);
        Assert.False(ring.TryTake(out _));
    }

    [Fact]
    public void What_was_taken_is_not_kept_alive()
    {
        var ring = new RecordRing<RingPayload>(4);
        WeakReference gone = AddAndTake(ring);
        GC.Collect();

        Assert.False(gone.IsAlive);
        Assert.Equal(0, ring.Count);
    }

    /// <summary>
    /// Threads that add as fast as they can, to rings that are mostly full, while one takes: whatever was accepted comes out once, whole, and in
    /// the order of its thread.
    /// </summary>
    [Theory(Timeout = DeadlineMs)]
    [InlineData(2, 2, 10_000)]
    [InlineData(4, 2, 2_000)]
    [InlineData(3, 16, 40_000)]
    [InlineData(8, 64, 20_000)]
    [InlineData(2, 4096, 100_000)]
    public async Task Many_threads_lose_nothing_and_tear_nothing(int threads, int length, int each)
    {
        var ring = new RecordRing<RingPayload>(length);
        Task<int>[] adders = [.. Enumerable.Range(0, threads).Select(thread => Task.Run(() => AddAll(ring, thread, each)))];
        Task<long[]> taker = Task.Run(() => TakeAll(ring, threads));

        int[] accepted = await Task.WhenAll(adders);
        ring.Close();
        long[] taken = await taker;

        Assert.Equal(accepted.Select(static count => (long)count), taken);
        Assert.Equal(threads * each, accepted.Sum());
    }

    /// <summary>Closed in the middle: each adder knows exactly how many of its own will come out.</summary>
    [Fact(Timeout = DeadlineMs)]
    public async Task Closing_in_the_middle_loses_nothing_that_was_accepted()
    {
        for (int round = 0; round < 50; round++)
        {
            using var closed = new CancellationTokenSource();
            var ring = new RecordRing<RingPayload>(64);
            Task<int>[] adders = [.. Enumerable.Range(0, 3).Select(thread => Task.Run(() => AddUntil(ring, thread, closed.Token)))];
            Task<long[]> taker = Task.Run(() => TakeAll(ring, 3, closeAfter: 100, closed.Cancel));

            int[] accepted = await Task.WhenAll(adders);
            Assert.Equal(accepted.Select(static count => (long)count), await taker);
        }
    }

    private static int AddAll(RecordRing<RingPayload> ring, int thread, int count)
    {
        var wait = new SpinWait();
        for (int i = 0; i < count;)
        {
            if (ring.TryAdd(RingPayload.Of(thread, i)))
            {
                i++;
            }
            else
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }
        }

        return count;
    }

    private static int AddUntil(RecordRing<RingPayload> ring, int thread, CancellationToken closed)
    {
        int added = 0;
        while (!closed.IsCancellationRequested)
        {
            if (ring.TryAdd(RingPayload.Of(thread, added)))
            {
                added++;
            }
            else
            {
                Thread.Yield();
            }
        }

        Assert.False(ring.TryAdd(RingPayload.Of(thread, added)));
        return added;
    }

    /// <summary>Returns how many came of each thread.</summary>
    private static long[] TakeAll(RecordRing<RingPayload> ring, int threads, int closeAfter = int.MaxValue, Action? whenClosed = null)
    {
        var next = new long[threads];
        var wait = new SpinWait();
        while (!ring.IsDone)
        {
            if (!ring.TryTake(out RingPayload taken))
            {
                wait.SpinOnce(sleep1Threshold: -1);
                continue;
            }

            Assert.Equal(RingPayload.Of(taken.Thread, next[taken.Thread]), taken);
            next[taken.Thread]++;
            if (next.Sum() >= closeAfter)
            {
                ring.Close();
                whenClosed?.Invoke();
            }
        }

        return next;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference AddAndTake(RecordRing<RingPayload> ring)
    {
        var referred = new object();
        ring.TryAdd(RingPayload.Of(0, 0) with { Referred = referred });
        ring.TryTake(out _);
        return new WeakReference(referred);
    }
}
