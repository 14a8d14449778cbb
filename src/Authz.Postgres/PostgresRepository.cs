using System.Globalization;
using Authz.Policies;
using Authz.Postgres.History;
using Authz.Postgres.Tables;
using Authz.Store.Journal;
using Authz.Store.Versions;
using Microsoft.Extensions.Logging;

namespace Authz.Postgres;

/// <summary>
/// Versions in a database that replicas share. What this replica last had of it is kept on its own disk, and is what it goes on from
/// while the database is away, or is an older one than it knows.
/// </summary>
public sealed partial class PostgresRepository : IVersionRepository, IAsyncDisposable
{
    private static readonly TimeSpan FirstLookMax = TimeSpan.FromSeconds(5);

    private readonly PostgresOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly RepositoryCopy copy;
    private readonly Database database;
    private readonly FollowedState followed;
    private readonly RepositoryChanges changes;
    private readonly SemaphoreSlim gate = new(1);
    private readonly DateTimeOffset? seenBefore;
    private long? seen;
    private bool isMigrated;

    private PostgresRepository(PostgresOptions options, RepositoryCopy copy, TimeProvider clock, ILogger logger)
    {
        this.options = options;
        this.copy = copy;
        this.clock = clock;
        this.logger = logger;
        database = new Database(options.Address);
        followed = new FollowedState(copy, clock, Tell);
        changes = new RepositoryChanges(database, followed, clock);
        Replicas = new ReplicaDirectory(options, database);
        seenBefore = copy.SeenAt;
        Contact = new RepositoryContact($"the database {database.Name} was not asked yet", IsRefused: false, copy.WriteProblem);
    }

    public event Action<RepositoryState>? StateChanged;

    /// <summary>Raised after each look, also one that found nobody: how old the policies are may have come to matter.</summary>
    public event Action? Looked;

    public RepositoryState State => followed.State;

    public RepositoryContact Contact { get; private set; }

    /// <summary>How long ago this replica was up to date for the last time, restarts included; null: nobody knows.</summary>
    public TimeSpan? CutOffFor => seen is { } since
        ? clock.GetElapsedTime(since)
        : seenBefore is { } before ? TimeSpan.FromTicks(Math.Max(0, (clock.GetUtcNow() - before).Ticks)) : null;

    public ReplicaDirectory Replicas { get; }

    internal PostgresOptions Options => options;

    internal Database Database => database;

    /// <summary>Begins with the copy, and asks nobody: <see cref="RefreshAsync"/> does.</summary>
    /// <exception cref="RepositoryException">The copy is another process's, or cannot be read.</exception>
    public static PostgresRepository Open(PostgresOptions options, TimeProvider clock, ILogger<PostgresRepository> logger)
    {
        if (options.Address.IsWeak)
        {
            Log.Weak(logger, options.Address.Name);
        }

        var copy = RepositoryCopy.Open(options.CopyFolder);
        foreach (RepositoryDamage damage in copy.Damages)
        {
            Log.CopyDamaged(logger, damage);
        }

        return new PostgresRepository(options, copy, clock, logger);
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync().ConfigureAwait(false);
        copy.Dispose();
        gate.Dispose();
    }

    /// <summary>
    /// What is wrong with the database and the copy, a sentence each; empty: all is well. A probe shows them to anybody, so that they name
    /// neither hosts nor blocks: the log does.
    /// </summary>
    public IEnumerable<string> Notices
    {
        get
        {
            RepositoryContact contact = Contact;
            if (contact.Problem is not null)
            {
                yield return contact.IsRefused
                    ? "the database has lost what this replica knows, and is not followed; the log says what"
                    : "the database cannot be asked: this replica goes on with what it has; the log says why";
            }

            if (IsTooOld)
            {
                yield return "this replica is cut off from the database for longer than --policy-age-max allows";
            }

            if (contact.CopyProblem is not null)
            {
                yield return "this replica's copy cannot be written: a restart without the database would serve an older version; the log says why";
            }
        }
    }

    /// <summary>Whether it was up to date for the last time that long ago, or longer.</summary>
    public bool IsCutOffFor(TimeSpan time) => !(CutOffFor < time);

    /// <summary>Whether it is cut off for longer than is allowed.</summary>
    public bool IsTooOld => options.PolicyAgeMax is { } max && IsCutOffFor(max);

    /// <summary>A first look, for no longer than a start may wait.</summary>
    public async Task BeginAsync()
    {
        using var limit = new CancellationTokenSource(FirstLookMax, clock);
        try
        {
            await RefreshAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Log.NotAwaited(logger, database.Name, FirstLookMax);
        }
    }

    /// <summary>Looks what the database has. What goes wrong is in <see cref="Contact"/> and in the log, and changes nothing that is in force.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            string? lost = await TakeAsync(cancellation).ConfigureAwait(false);
            if (lost is null)
            {
                followed.NoteSeen();
                seen = clock.GetTimestamp();
            }

            Note(lost is null ? null : DatabaseProblems.Older(lost, database.Name), isRefused: lost is not null);
        }
        catch (RepositoryException failure)
        {
            isMigrated = false;
            Note(failure.Message, isRefused: false);
        }
        finally
        {
            gate.Release();
        }

        Looked?.Invoke();
    }

    public async Task<VersionRecord> AddAsync(NewVersion version, CancellationToken cancellation)
    {
        VersionRecord added = await AndLookAsync(changes.AddAsync(version, cancellation)).ConfigureAwait(false);
        await PruneAsync().ConfigureAwait(false);
        return added;
    }

    public async Task<SourceSet> ReadAsync(VersionRecord version, CancellationToken cancellation) =>
        followed.ReadCopy(version) ?? await FetchAsync(version, cancellation).ConfigureAwait(false);

    public Task<Activation> ActivateAsync(ActivationOrder order, CancellationToken cancellation) =>
        AndLookAsync(changes.ActivateAsync(order, cancellation));

    public Task<Approval> ApproveAsync(string digest, string by, string comment, CancellationToken cancellation) =>
        AndLookAsync(changes.ApproveAsync(digest, by, comment, cancellation));

    public Task<Activation> UnpinAsync(string by, string reason, CancellationToken cancellation) =>
        AndLookAsync(changes.UnpinAsync(by, reason, cancellation));

    /// <summary>Taken even by a database that is not followed: it can only deny.</summary>
    public Task<Revocation> RevokeAsync(RevocationOrder order, CancellationToken cancellation) =>
        AndLookAsync(changes.RevokeAsync(order, cancellation));

    public Task LiftAsync(long revocation, string by, string reason, CancellationToken cancellation) =>
        AndLookAsync(changes.LiftAsync(revocation, by, reason, cancellation));

    public Task<OlderRepository?> FindOlderAsync(CancellationToken cancellation) => changes.FindOlderAsync(cancellation);

    /// <summary>Every replica that knows no more than this one follows the database again.</summary>
    public Task<long> AcceptOlderAsync(AcceptanceOrder order, CancellationToken cancellation) =>
        AndLookAsync(changes.AcceptOlderAsync(order, cancellation));

    /// <summary>It is done, so that whoever waits for this replica to say so is not stopped any more.</summary>
    private async Task<TResult> AndLookAsync<TResult>(Task<TResult> change)
    {
        TResult result = await change.ConfigureAwait(false);
        await RefreshAsync(CancellationToken.None).ConfigureAwait(false);
        return result;
    }

    // After what was asked for is done: that it costs room is no reason to refuse it.
    private async Task PruneAsync()
    {
        try
        {
            if (await changes.PruneAsync(options.VersionsMax, CancellationToken.None).ConfigureAwait(false) > 0)
            {
                await RefreshAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (RepositoryException failure)
        {
            Log.NotPruned(logger, failure.Message);
        }
    }

    private async Task<string?> TakeAsync(CancellationToken cancellation)
    {
        if (!isMigrated)
        {
            await database.MigrateAsync(cancellation).ConfigureAwait(false);
            isMigrated = true;
        }

        (RepositoryState read, DatabaseHistory history) = await database.ReadAsync(
            connection => StateTables.ReadAsync(connection, State, followed.Known.Latest?.Epoch ?? 0, options, cancellation), cancellation).ConfigureAwait(false);
        return await followed.TakeAsync(read, history, version => FetchAsync(version, cancellation)).ConfigureAwait(false);
    }

    private async Task<SourceSet> FetchAsync(VersionRecord version, CancellationToken cancellation)
    {
        SourceSet sources = await database.ReadAsync(
            connection => VersionTables.ReadAsync(connection, version.Digest, cancellation), cancellation).ConfigureAwait(false);
        return VersionCheck.WhatIsWrong(version, sources) is { } wrong
            ? throw new RepositoryException(
                RepositoryProblem.Damaged,
                string.Create(CultureInfo.InvariantCulture, $"version {version.Number} in the database {database.Name} cannot be read: {wrong}. Activate another version, or publish this one again"))
            : sources;
    }

    private void Tell(RepositoryState state)
    {
        try
        {
            StateChanged?.Invoke(state);
        }
        catch (Exception failure)
        {
            Log.ListenerFailed(logger, failure);
        }
    }

    private void Note(string? problem, bool isRefused)
    {
        RepositoryContact before = Contact;
        Contact = new RepositoryContact(problem, isRefused, followed.CopyProblem);
        if (problem is not null && problem != before.Problem)
        {
            Log.NotFollowed(logger, problem);
        }

        if (problem is null && before.Problem is not null)
        {
            Log.Followed(logger, database.Name, State.Active?.Epoch ?? 0);
        }

        if (Contact.CopyProblem is { } copyProblem && copyProblem != before.CopyProblem)
        {
            Log.CopyFailed(logger, copyProblem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "the database {Database} is followed; its epoch is {Epoch}")]
        public static partial void Followed(ILogger logger, string database, long epoch);

        [LoggerMessage(Level = LogLevel.Error, Message = "the database {Database} did not answer in {Limit}: this replica begins with its copy")]
        public static partial void NotAwaited(ILogger logger, string database, TimeSpan limit);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Problem}")]
        public static partial void NotFollowed(ILogger logger, string problem);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Problem}; a restart without the database would serve an older version")]
        public static partial void CopyFailed(ILogger logger, string problem);

        [LoggerMessage(Level = LogLevel.Warning, Message = "versions that are old and never were in force stay: {Problem}")]
        public static partial void NotPruned(ILogger logger, string problem);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Damage}")]
        public static partial void CopyDamaged(ILogger logger, RepositoryDamage damage);

        [LoggerMessage(Level = LogLevel.Warning, Message =
            "the connection to {Database} does not verify who answers: somebody on the way could say what is in force. Set SSL Mode=VerifyFull")]
        public static partial void Weak(ILogger logger, string database);

        [LoggerMessage(Level = LogLevel.Error, Message = "a listener of the repository failed")]
        public static partial void ListenerFailed(ILogger logger, Exception failure);
    }
}
