using Authz.Testing;
using Authz.Testing.Logging;

namespace Authz.Store.Tests;

public sealed class FolderWatcherTests : IDisposable
{
    private const int DeadlineMs = 60_000;
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    private readonly TemporaryFolder folder = new();
    private readonly ManualTimeProvider clock = new();
    private readonly RecordingLogger logger = new();
    private readonly PolicyStore<ServedVersion> store;
    private readonly FolderSource source;

    public FolderWatcherTests()
    {
        store = new PolicyStore<ServedVersion>(ServedVersion.Of, SetCompiler.Compile, clock, logger);
        source = new FolderSource(new FolderSourceOptions { Folder = folder.Root, Settle = Settle, Poll = Poll }, store);
    }

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = DeadlineMs)]
    public async Task By_polling_alone_every_change_is_found()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        folder.Write("births.yaml", SetOf.BlockText("births"));
        using var watcher = new FolderWatcher(source, hints: null, clock, logger);

        await watcher.StartAsync(cancellation);
        await MoveOnAsync(Settle, cancellation);
        await clock.WhenTimerIsDueInAsync(Poll).WaitAsync(cancellation);
        Assert.Equal("births", store.InForce?.Block);

        folder.Delete("births.yaml").Write("deaths.yaml", SetOf.BlockText("deaths"));
        await MoveOnAsync(Poll, cancellation);
        await MoveOnAsync(Settle, cancellation);
        await clock.WhenTimerIsDueInAsync(Poll).WaitAsync(cancellation);
        Assert.Equal("deaths", store.InForce?.Block);

        await watcher.StopAsync(cancellation);
        Assert.True(watcher.ExecuteTask?.IsCompletedSuccessfully);
        Assert.Equal("deaths", store.InForce?.Block);
    }

    [Fact(Timeout = DeadlineMs)]
    public async Task A_hint_comes_before_the_poll()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var hints = new FolderHints(folder.Root, logger);
        hints.Arm();
        Task hinted = hints.WaitAsync(Poll, clock, cancellation);

        folder.Write("births.yaml", SetOf.BlockText("births"));

        // The clock stands still: only the file system can end the wait.
        await hinted.WaitAsync(cancellation);
    }

    [Fact(Timeout = DeadlineMs)]
    public async Task A_ConfigMap_swap_is_hinted()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        folder.Write("..1/a.yaml", "1").Write("..2/a.yaml", "2").Link("..data", "..1").Link("a.yaml", "..data/a.yaml");
        using var hints = new FolderHints(folder.Root, logger);
        hints.Arm();
        Task hinted = hints.WaitAsync(Poll, clock, cancellation);

        folder.SwapLink("..data", "..2");

        await hinted.WaitAsync(cancellation);
    }

    [Fact(Timeout = DeadlineMs)]
    public async Task A_folder_that_was_moved_is_watched_where_it_is_now()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        folder.Write("v1/a.yaml", "1").Write("v2/a.yaml", "2").Link("current", "v1");
        using var hints = new FolderHints(folder.At("current"), logger);
        hints.Arm();
        folder.SwapLink("current", "v2");
        hints.Arm();
        hints.Forget();
        Task hinted = hints.WaitAsync(Poll, clock, cancellation);

        folder.Write("v2/a.yaml", "3");

        await hinted.WaitAsync(cancellation);
    }

    [Fact(Timeout = DeadlineMs)]
    public async Task Without_a_folder_the_wait_ends_with_the_poll()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var hints = new FolderHints(folder.At("gone"), logger);
        hints.Arm();
        Task hinted = hints.WaitAsync(Poll, clock, cancellation);

        clock.Advance(Poll - TimeSpan.FromTicks(1));
        Assert.False(hinted.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));

        await hinted.WaitAsync(cancellation);
    }

    [Fact(Timeout = DeadlineMs)]
    public async Task With_hints_a_change_is_in_force_after_one_settle_time()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        folder.Write("policy.yaml", SetOf.BlockText("births"));
        using var hints = new FolderHints(folder.Root, logger);
        using var watcher = new FolderWatcher(source, hints, clock, logger);
        await watcher.StartAsync(cancellation);
        await MoveOnAsync(Settle, cancellation);
        await clock.WhenTimerIsDueInAsync(Poll).WaitAsync(cancellation);
        DateTimeOffset before = clock.GetUtcNow();

        folder.Write(".policy.yaml", SetOf.BlockText("deaths"));
        File.Move(folder.At(".policy.yaml"), folder.At("policy.yaml"), overwrite: true);
        await MoveOnAsync(Settle, cancellation);
        await clock.WhenTimerIsDueInAsync(Poll).WaitAsync(cancellation);

        Assert.Equal("deaths", store.InForce?.Block);
        Assert.Equal(before + Settle, clock.GetUtcNow());
        await watcher.StopAsync(cancellation);
    }

    /// <summary>Waits until the watcher waits for that time, and lets it pass.</summary>
    private async Task MoveOnAsync(TimeSpan by, CancellationToken cancellation)
    {
        await clock.WhenTimerIsDueInAsync(by).WaitAsync(cancellation);
        clock.Advance(by);
    }
}
