using Authz.Policies.Compilation.Passes;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Tests.Compilation.Passes;

public sealed class SharedRunsTests
{
    [Fact]
    public void A_run_stands_once_and_another_stands_elsewhere()
    {
        var units = new UnitRun(0);
        var runs = new SharedRuns(units);
        int first = runs.Put(Run(1, 2, 3));
        Assert.Equal(first, runs.Put(Run(1, 2, 3)));
        Assert.Equal(3, units.Count);
        Assert.NotEqual(first, runs.Put(Run(1, 2, 4)));
        Assert.NotEqual(first, runs.Put(Run(1, 2)));
        Assert.NotEqual(first, runs.Put(Run(1, 2, 3, 0)));
    }

    [Fact]
    public void What_nobody_is_to_share_is_shared_with_nobody()
    {
        var units = new UnitRun(0);
        var runs = new SharedRuns(units);
        int alone = runs.Append(Run(1, 2));
        int shared = runs.Put(Run(1, 2));
        Assert.NotEqual(alone, shared);
        Assert.NotEqual(alone, runs.Append(Run(1, 2)));
        Assert.Equal(shared, runs.Put(Run(1, 2)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_thousands_each_is_found_where_it_was_put(int seed)
    {
        var random = new Random(seed);
        var units = new UnitRun(0);
        var runs = new SharedRuns(units);
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < 20_000; i++)
        {
            // Few values, so that there are many of each and many that differ in one place.
            ForestUnit[] run = Run([.. Enumerable.Range(0, random.Next(1, 7)).Select(_ => (ulong)random.Next(4))]);
            int place = runs.Put(run);
            Assert.Equal(run, units.From(place)[..run.Length].ToArray());
            string text = string.Join(',', run);
            Assert.Equal(known.GetValueOrDefault(text, place), place);
            known[text] = place;
        }

        Assert.Equal(known.Count, known.Values.Distinct().Count());
        Assert.Equal(units.Count, known.Keys.Sum(text => text.Split("ForestUnit").Length - 1));
    }

    private static ForestUnit[] Run(params ulong[] values) => [.. values.Select(value => new ForestUnit(value, ~value))];
}
