using System.Threading.Channels;
using Authz.Policies;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Authz.Store.Versions;

/// <summary>Puts in force what the repository says is active, for as long as the service runs.</summary>
public sealed partial class VersionFollower : BackgroundService
{
    /// <summary>After a repository that could not be asked.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly IVersionRepository repository;
    private readonly PolicyStore store;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Channel<bool> wakes =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock gate = new();
    private Activation? applied;

    /// <param name="isFolderAuthor">A folder comes first at the start: what is active and not pinned waits for <see cref="FallBack"/>.</param>
    public VersionFollower(
        IVersionRepository repository, PolicyStore store, bool isFolderAuthor, TimeProvider clock, ILogger<VersionFollower> logger)
    {
        this.repository = repository;
        this.store = store;
        this.clock = clock;
        this.logger = logger;
        repository.StateChanged += _ => Wake();
        applied = isFolderAuthor && repository.State.Active is { IsPinned: false } active ? active : null;
        if (!isFolderAuthor && repository.State.Active is null)
        {
            Log.NothingActive(logger);
        }
    }

    /// <summary>On the caller's thread. Nothing happens where it was done already.</summary>
    /// <returns>False: the repository could not be asked, which may pass.</returns>
    public bool Apply()
    {
        lock (gate)
        {
            return repository.State.Active is not { } active || active == applied || ApplyNeedsLock(active, isFallback: false);
        }
    }

    /// <summary>The folder cannot be taken and nothing is in force: what was in force last is, so that the service answers.</summary>
    public void FallBack()
    {
        lock (gate)
        {
            if (store.Status.InForce is null && repository.State.Active is { } active)
            {
                ApplyNeedsLock(active, isFallback: true);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            Wake();
            while (await wakes.Reader.WaitToReadAsync(stoppingToken).ConfigureAwait(false))
            {
                wakes.Reader.TryRead(out _);
                if (!await ApplyOnOwnThreadAsync().ConfigureAwait(false))
                {
                    await Task.Delay(RetryDelay, clock, stoppingToken).ConfigureAwait(false);
                    Wake();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; what is in force stays in force until the last call is answered.
        }
    }

    private Task<bool> ApplyOnOwnThreadAsync() => Task.Factory.StartNew(
        () =>
        {
            try
            {
                return Apply();
            }
            catch (Exception failure)
            {
                Log.ApplyFailed(logger, failure);
                return false;
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
        TaskScheduler.Default);

    private bool ApplyNeedsLock(Activation active, bool isFallback)
    {
        // After offers under way: the folder's own activation is in force then, and not read again.
        if (store.WaitForOffers().InForce is { } version && version.Epoch == active.Epoch && version.Digest.Hex == active.Digest)
        {
            applied = active;
            return true;
        }

        if (repository.State.Find(active.Digest) is not { } record)
        {
            store.Refuse([StoreDiagnostics.VersionUnreadable(active.Digest, "its record is not there, or not what was written")]);
            return true;
        }

        SourceSet sources;
        try
        {
            sources = repository.ReadAsync(record, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (RepositoryException problem)
        {
            store.Refuse([StoreDiagnostics.VersionUnreadable($"{record.Number} ({active.Digest})", problem.Message)]);
            return problem.Problem != RepositoryProblem.Unavailable;
        }

        applied = active;
        if (store.Show(sources, VersionStamp.Of(record, active), isFallback) == OfferOutcome.Refused)
        {
            Log.NotShown(logger, record.Number, active.Digest);
        }
        else if (isFallback)
        {
            Log.FellBack(logger, record.Number, active.Time);
        }

        return true;
    }

    private void Wake() => wakes.Writer.TryWrite(true);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message =
            "no version was ever activated: nothing is served until one is (`authz publish DIR`, `authz activate`)")]
        public static partial void NothingActive(ILogger logger);

        [LoggerMessage(Level = LogLevel.Error, Message =
            "version {Number} ({Digest}) was activated and cannot come into force here; activate another one (`authz versions`, `authz rollback`)")]
        public static partial void NotShown(ILogger logger, long number, string digest);

        [LoggerMessage(Level = LogLevel.Error, Message =
            "the policy folder cannot be taken: version {Number}, in force since {Time:O}, is served from the journal until it can")]
        public static partial void FellBack(ILogger logger, long number, DateTimeOffset time);

        [LoggerMessage(Level = LogLevel.Error, Message = "following the activated version failed; the version in force stays")]
        public static partial void ApplyFailed(ILogger logger, Exception failure);
    }
}
