using Authz.Store.Versions;

namespace Authz.Store.Tests.Versions;

/// <summary>Whoever publishes is the author: what is activated is in force, and nothing else.</summary>
public sealed class JournalSourceTests : IDisposable
{
    private readonly VersionBench bench = new();

    public JournalSourceTests() => bench.Start(isFolderAuthor: false);

    public void Dispose() => bench.Dispose();

    [Fact]
    public void What_is_activated_is_in_force_and_is_so_after_a_restart()
    {
        VersionRecord first = bench.Publish("a");
        VersionRecord second = bench.Publish("b");
        Assert.Null(bench.Block);

        bench.Activate(first.Digest);
        Assert.Equal("a", bench.Block);
        bench.Activate(second.Digest);
        Assert.Equal((2L, 2L), (bench.Store.Status.InForce?.Number, bench.Store.Status.InForce?.Epoch));

        bench.Start(isFolderAuthor: false);
        Assert.Equal("b", bench.Block);
        Assert.False(bench.Store.Status.IsFallback);
    }

    [Fact]
    public void A_version_that_does_not_compile_leaves_the_former_one_and_says_what_to_do()
    {
        bench.Activate(bench.Publish("a").Digest);
        VersionRecord broken = bench.Publish(SetOf.Broken());

        bench.Activate(broken.Digest);
        Assert.Equal("a", bench.Block);
        Assert.NotNull(bench.Store.Status.Refusal);
        Assert.Contains(bench.Log.Lines, static line => line.Contains("activate another one", StringComparison.Ordinal));

        // Another program would perhaps take it: this one serves nothing rather than what nobody activated.
        bench.Start(isFolderAuthor: false);
        Assert.Null(bench.Block);
        bench.Activate(bench.Repository.State.Find(1)?.Digest ?? "");
        Assert.Equal("a", bench.Block);
    }
}
