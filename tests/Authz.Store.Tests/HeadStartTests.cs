using Authz.Policies.Compilation;
using Authz.Testing;
using Authz.Testing.Logging;

namespace Authz.Store.Tests;

public sealed class HeadStartTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualTimeProvider clock = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_set_that_was_begun_with_is_not_compiled_again()
    {
        folder.Write("births.yaml", SetOf.BlockText("births"));
        HeadStart start = Begin();
        CompilationResult first = start.Run(Listing().Sources);
        Assert.Equal("births", Assert.Single(first.Policies?.Blocks ?? []).Name);

        // Twice would be a second compilation, for its work is given away once.
        Assert.NotSame(first.Tree, start.Run(Listing().Sources).Tree);
    }

    [Fact]
    public void Another_set_is_compiled_as_it_is()
    {
        folder.Write("births.yaml", SetOf.BlockText("births"));
        HeadStart start = Begin();
        CompilationResult other = start.Run(SetOf.Block("deaths"));
        Assert.Equal("deaths", Assert.Single(other.Policies?.Blocks ?? []).Name);
        Assert.Equal("births", Assert.Single(start.Run(Listing().Sources).Policies?.Blocks ?? []).Name);
    }

    [Fact]
    public void What_is_broken_is_told_where_it_is_offered()
    {
        folder.Write("births.yaml", "kind: [");
        CompilationResult result = Begin().Run(Listing().Sources);
        Assert.False(result.Succeeded);
        Assert.NotEmpty(result.Diagnostics);
    }

    [Fact]
    public void A_folder_that_is_not_there_costs_nothing_but_the_head_start()
    {
        HeadStart start = HeadStart.Begin(new FolderSourceOptions { Folder = folder.At("none") }, new CompilationOptions(), TimeProvider.System);
        Assert.True(start.Run(SetOf.Block("births")).Succeeded);
    }

    [Fact]
    public void What_is_forgotten_is_compiled_when_it_is_offered()
    {
        folder.Write("births.yaml", SetOf.BlockText("births"));
        HeadStart start = Begin();
        start.Forget();
        Assert.Equal("births", Assert.Single(start.Run(Listing().Sources).Policies?.Blocks ?? []).Name);
    }

    [Fact]
    public void Its_look_is_the_first_of_the_two_that_must_agree()
    {
        folder.Write("births.yaml", SetOf.BlockText("births"));
        FolderSource source = SourceAfterHeadStart(out PolicyStore<ServedVersion> store);
        clock.Advance(Options().Settle);
        Assert.False(source.Step(TimeSpan.Zero).IsSettling);
        Assert.Equal("births", store.InForce?.Block);
    }

    [Fact]
    public void What_changed_since_its_look_has_to_settle()
    {
        folder.Write("births.yaml", SetOf.BlockText("births"));
        FolderSource source = SourceAfterHeadStart(out PolicyStore<ServedVersion> store);
        clock.Advance(Options().Settle);
        folder.Write("births.yaml", SetOf.BlockText("deaths"));
        Assert.Equal(Options().Settle, source.Step(TimeSpan.Zero).NextLook);
        Assert.Null(store.InForce);
    }

    [Fact]
    public void A_look_too_short_ago_is_waited_for()
    {
        folder.Write("births.yaml", SetOf.BlockText("births"));
        FolderSource source = SourceAfterHeadStart(out PolicyStore<ServedVersion> store);
        clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(Options().Settle - TimeSpan.FromMilliseconds(100), source.Step(TimeSpan.Zero).NextLook);
        Assert.Null(store.InForce);
    }

    /// <summary>What it began with has been read and compiled; the clock has not moved.</summary>
    private FolderSource SourceAfterHeadStart(out PolicyStore<ServedVersion> store)
    {
        HeadStart start = HeadStart.Begin(Options(), new CompilationOptions(), clock);
        start.Run(Listing().Sources);
        store = new PolicyStore<ServedVersion>(ServedVersion.Of, SetCompiler.Compile, clock, new RecordingLogger());
        return new FolderSource(Options(), store, start);
    }

    private HeadStart Begin() => HeadStart.Begin(Options(), new CompilationOptions(), TimeProvider.System);

    private FolderListing Listing() => new FolderReader().Read(folder.Root);

    private FolderSourceOptions Options() => new() { Folder = folder.Root };
}
