using Authz.Store.Versions;
using Authz.Testing;
using Authz.Testing.Logging;

namespace Authz.Postgres.Tests;

/// <summary>A replica of the service, as far as it follows the database, and its disk. Its clock is moved by hand.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    private readonly TestDatabase database;
    private readonly Func<PostgresOptions, PostgresOptions> change;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("authz-postgres-copy-");
    private PostgresWatcher? watcher;

    public Replica(TestDatabase database, string name, Func<PostgresOptions, PostgresOptions> change)
    {
        this.database = database;
        this.change = change;
        Name = name;
        Repository = Open();
    }

    public string Name { get; }

    public string Folder => folder.FullName;

    public ManualTimeProvider Clock { get; } = new();

    public RecordingLogger<PostgresRepository> Logger { get; } = new();

    public PostgresRepository Repository { get; private set; }

    public RepositoryState State => Repository.State;

    public long Epoch => State.Active?.Epoch ?? 0;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task<VersionRecord> AddAsync(string block) =>
        Repository.AddAsync(new NewVersion(SetOf.Block(block), new VersionNote("ann", $"adds {block}"), null, []), Cancellation);

    public async Task<Activation> ActivateAsync(string block, long? expectedEpoch = null)
    {
        VersionRecord version = await AddAsync(block);
        return await Repository.ActivateAsync(new ActivationOrder(version.Digest, "ann", "because", IsPinned: false, expectedEpoch), Cancellation);
    }

    public Task<Revocation> RevokeAsync(string from, string to = "*") =>
        Repository.RevokeAsync(new RevocationOrder(from, to, "ann", "stolen key"), Cancellation);

    /// <summary>As it is offered.</summary>
    public async Task AcceptAsync(string reason)
    {
        OlderRepository? older = await Repository.FindOlderAsync(Cancellation);
        Assert.NotNull(older);
        await Repository.AcceptOlderAsync(new AcceptanceOrder(older.Offered?.Epoch ?? 0, older.Offered?.Digest, "ann", reason), Cancellation);
    }

    public Task RefreshAsync() => Repository.RefreshAsync(Cancellation);

    /// <summary>From now on it looks by itself.</summary>
    public Task FollowAsync()
    {
        watcher = new PostgresWatcher(Repository, Clock, new RecordingLogger<PostgresWatcher>());
        return watcher.StartAsync(Cancellation);
    }

    /// <summary>Done as soon as its state is such a one.</summary>
    public async Task WhenAsync(Predicate<RepositoryState> isMeant)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(RepositoryState state)
        {
            if (isMeant(state))
            {
                seen.TrySetResult();
            }
        }

        Repository.StateChanged += Look;
        Look(State);
        await seen.Task.WaitAsync(patience, Cancellation);
        Repository.StateChanged -= Look;
    }

    /// <summary>The process ends and another begins on the same disk. It has not looked yet.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        Repository = Open();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        folder.Delete(recursive: true);
    }

    private async Task StopAsync()
    {
        if (watcher is not null)
        {
            await watcher.StopAsync(CancellationToken.None);
            watcher.Dispose();
            watcher = null;
        }

        await Repository.DisposeAsync();
    }

    private PostgresRepository Open() => PostgresRepository.Open(
        change(new PostgresOptions { Address = database.Address(), CopyFolder = Path.Combine(Folder, "copy"), ReplicaName = Name }), Clock, Logger);
}
