using System.Collections.Concurrent;
using System.Text;

namespace Authz.Pdp.Tests;

public sealed class DecisionIdTests
{
    private static readonly byte[] Seed = [1, 2, 3, 4, 5, 6, 7, 8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];

    [Fact]
    public void An_id_is_32_hex_digits()
    {
        var id = new DecisionId(0x0000000000000001, 0xfedcba9876543210);
        var text = new byte[DecisionId.Length];

        id.Write(text);

        Assert.Equal("0000000000000001fedcba9876543210", Encoding.ASCII.GetString(text));
        Assert.Equal("0000000000000001fedcba9876543210", id.ToString());
    }

    [Fact]
    public void No_id_comes_twice_from_several_threads()
    {
        var generator = new DecisionIdGenerator(Seed);
        var ids = new ConcurrentBag<DecisionId>();

        Parallel.For(0, 4, _ =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                ids.Add(generator.Next());
            }
        });

        Assert.Equal(40_000, ids.Distinct().Count());
    }

    [Fact]
    public void Neighbours_look_nothing_alike()
    {
        var generator = new DecisionIdGenerator(Seed);
        DecisionId first = generator.Next();
        DecisionId second = generator.Next();

        Assert.Equal(first.High, second.High);
        Assert.InRange(ulong.PopCount(first.Low ^ second.Low), 10UL, 54UL);
    }

    [Fact]
    public void Another_seed_gives_other_ids()
    {
        byte[] otherProcess = [9, .. Seed[1..]];
        byte[] otherStart = [.. Seed[..8], 7, .. Seed[9..]];

        DecisionId id = new DecisionIdGenerator(Seed).Next();

        Assert.NotEqual(id, new DecisionIdGenerator(otherProcess).Next());
        Assert.NotEqual(id, new DecisionIdGenerator(otherStart).Next());
    }

    [Fact]
    public void A_seed_of_another_length_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DecisionIdGenerator(new byte[8]));

    [Fact]
    public void Making_and_writing_an_id_allocates_nothing()
    {
        var generator = new DecisionIdGenerator(Seed);
        var text = new byte[DecisionId.Length];

        Assert.Equal(0, Allocation.Of(() => generator.Next().Write(text)));
    }
}
