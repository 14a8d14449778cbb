namespace Authz.Store.Tests;

public sealed class FolderSettlerTests
{
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(300);
    private readonly FolderSettler settler = new(Settle);

    /// <summary>Each row is a story: what is seen when, and what follows. Listings are named by a letter.</summary>
    [Theory]
    [InlineData("0 a Wait, 299 a Wait, 300 a Take, 301 a Unchanged, 9999 a Unchanged")]
    [InlineData("0 a Wait, 300 b Wait, 599 b Wait, 600 b Take")]
    [InlineData("0 a Wait, 100 b Wait, 300 a Wait, 600 a Take")]
    [InlineData("0 a Wait, 300 a Take, 400 b Wait, 500 a Unchanged, 700 b Wait, 1000 b Take")]
    [InlineData("0 a Wait, 300 a Take, 400 b Wait, 700 b Take, 800 a Wait, 1100 a Take")]
    [InlineData("0 a Wait, 100000 a Take")]
    public void A_listing_is_taken_once_it_was_seen_twice_and_nothing_else_between(string story)
    {
        foreach (string[] step in story.Split(", ").Select(static step => step.Split(' ')))
        {
            SettleVerdict verdict = settler.Observe(Listing(step[1]), Milliseconds(step[0]));
            Assert.Equal($"{step[0]} {step[1]} {step[2]}", $"{step[0]} {step[1]} {verdict}");
        }
    }

    [Fact]
    public void Without_a_settle_time_two_looks_are_still_needed()
    {
        var atOnce = new FolderSettler(TimeSpan.Zero);

        Assert.Equal(SettleVerdict.Wait, atOnce.Observe(Listing("a"), TimeSpan.Zero));
        Assert.Equal(SettleVerdict.Take, atOnce.Observe(Listing("a"), TimeSpan.Zero));
    }

    [Fact]
    public void The_time_that_remains_counts_from_the_first_look()
    {
        settler.Observe(Listing("a"), TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromMilliseconds(100), settler.Remaining(TimeSpan.FromMilliseconds(1200)));
        Assert.Equal(TimeSpan.Zero, settler.Remaining(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void A_lock_that_changes_is_a_change()
    {
        using var folder = new TemporaryFolder();
        FolderListing before = new FolderReader().Read(folder.Write("a.yaml", "1").Root);
        FolderListing after = new FolderReader().Read(folder.Write("policies.lock", "").Root);

        settler.Observe(before, TimeSpan.Zero);

        Assert.Equal(SettleVerdict.Wait, settler.Observe(after, Settle));
    }

    [Fact]
    public void A_fault_that_changes_is_a_change()
    {
        using var folder = new TemporaryFolder();
        FolderListing before = new FolderReader().Read(folder.Link("a.yaml", "gone.yaml").Root);
        FolderListing after = new FolderReader().Read(folder.Link("b.yaml", "gone.yaml").Root);

        settler.Observe(before, TimeSpan.Zero);

        Assert.Equal(SettleVerdict.Wait, settler.Observe(after, Settle));
    }

    private static FolderListing Listing(string text) => new("policies", SetOf.Files(("a.yaml", text)), null, []);

    private static TimeSpan Milliseconds(string number) =>
        TimeSpan.FromMilliseconds(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
}
