using Authz.Policies.Compilation.Passes;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Tests.Compilation.Passes;

public sealed class UnitRunTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(999)]
    [InlineData(5000)]
    public void What_was_laid_out_stays_where_it_was_put_and_the_rest_is_zero(int expected)
    {
        const int Thirds = 1000;
        var run = new UnitRun(expected);
        for (int i = 0; i < Thirds; i++)
        {
            int place = run.Take(3);
            Assert.Equal(3 * i, place);
            run.Put(place + 1, new ForestUnit((ulong)i + 1, 7));
        }

        ForestUnit[] forest = run.ToForest();

        Assert.Equal(3 * Thirds, run.Count);
        for (int i = 0; i < forest.Length; i++)
        {
            Assert.Equal(i % 3 == 1 && i < run.Count ? new ForestUnit((ulong)(i / 3) + 1, 7) : default, forest[i]);
        }
    }

    [Theory]
    [InlineData(1600, 1600)]
    [InlineData(1828, 1828)]
    [InlineData(1829, 1600)]
    [InlineData(8000, 1600)]
    public void A_little_room_that_is_left_over_is_not_worth_another_array(int expected, int length)
    {
        var run = new UnitRun(expected);
        run.Take(1600);
        Assert.Equal(length, run.ToForest().Length);
    }

    [Fact]
    public void Nothing_is_put_beyond_what_was_taken()
    {
        var run = new UnitRun(8);
        int place = run.Take(1);
        Assert.ThrowsAny<ArgumentException>(() => run.Put(place, (default(ForestUnit), default(ForestUnit))));
        Assert.ThrowsAny<ArgumentException>(() => run.Put(place, new byte[ForestUnit.Bytes + 1]));
    }
}
