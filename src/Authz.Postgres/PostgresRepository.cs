using System.Globalization;
using Authz.Policies;
using Authz.Postgres.History;
using Authz.Postgres.Tables;
using Authz.Store;
using Authz.Store.Journal;
using Authz.Store.Versions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Authz.Postgres;

/// <summary>
/// Versions in a database that replicas share. What this replica last had of it is kept on its own disk, and is what it goes on from
/// while the database is away, or is an older one than it knows.
/// </summary>
public sealed partial class PostgresRepository : IVersionRepository, IAsyncDisposable
{
    private readonly PostgresOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly RepositoryCopy copy;
    private readonly Database database;
    private readonly FollowedState followed;
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
        Replicas = new ReplicaDirectory(options, database);
        seenBefore = copy.SeenAt;
        Contact = new RepositoryContact($"the database {database.Name} was not asked yet", IsRefused: false, copy.WriteProblem);
    }

    public event Action<RepositoryState>? StateChanged;

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

    /// <summary>Whether it was up to date for the last time that long ago, or longer.</summary>
    public bool IsCutOffFor(TimeSpan time) => !(CutOffFor < time);

    /// <summary>Whether it is cut off for longer than is allowed.</summary>
    public bool IsTooOld => options.PolicyAgeMax is { } max && IsCutOffFor(max);

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

            Note(lost is null ? null : Older(lost), isRefused: lost is not null);
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
    }

    public Task<VersionRecord> AddAsync(NewVersion version, CancellationToken cancellation)
    {
        var record = new VersionRecord
        {
            Digest = PolicyManifest.Of(version.Sources).Digest.Hex,
            Number = 0,
            Note = version.Note,
            CreatedAt = Now(),
            Parent = version.Parent,
            Files = [.. version.Sources.Files.Select(static file => new VersionFile(file.Key, ContentName.Of(file.Value.Span), file.Value.Length))],
            Warnings = version.Warnings,
        };
        return ChangeAsync(async (connection, history) =>
        {
            if (await StateTables.FindAsync(connection, record.Digest, cancellation).ConfigureAwait(false) is { } kept)
            {
                await VersionTables.PutAsync(connection, kept, version.Sources, cancellation).ConfigureAwait(false);
                return kept;
            }

            VersionRecord numbered = record with { Number = Math.Max(history.LastNumber, followed.Known.LastNumber) + 1 };
            await VersionTables.InsertAsync(connection, numbered, version.Sources, cancellation).ConfigureAwait(false);
            return numbered;
        }, cancellation);
    }

    public async Task<SourceSet> ReadAsync(VersionRecord version, CancellationToken cancellation) =>
        followed.ReadCopy(version) ?? await FetchAsync(version, cancellation).ConfigureAwait(false);

    public Task<Activation> ActivateAsync(ActivationOrder order, CancellationToken cancellation) => ChangeAsync(async (connection, history) =>
    {
        await MustHaveAsync(connection, order.Digest, cancellation).ConfigureAwait(false);
        long epoch = history.Latest?.Epoch ?? 0;
        if (order.ExpectedEpoch is { } expected && expected != epoch)
        {
            throw new RepositoryException(
                RepositoryProblem.Conflict,
                string.Create(CultureInfo.InvariantCulture, $"another version came into force meanwhile (epoch {epoch}, not {expected}): look at it, and ask again"));
        }

        return await ActivateAsync(connection, order, epoch, cancellation).ConfigureAwait(false);
    }, cancellation);

    public Task<Approval> ApproveAsync(string digest, string by, string comment, CancellationToken cancellation) => ChangeAsync(async (connection, _) =>
    {
        await MustHaveAsync(connection, digest, cancellation).ConfigureAwait(false);
        var approval = new Approval { Digest = digest, By = by, Time = Now(), Comment = comment };
        return await ChangeTables.AddAsync(connection, approval, cancellation).ConfigureAwait(false);
    }, cancellation);

    public Task<Activation> UnpinAsync(string by, string reason, CancellationToken cancellation) => ChangeAsync(
        (connection, history) => history.Latest is { IsPinned: true } active
            ? ActivateAsync(connection, new ActivationOrder(active.Digest, by, reason, IsPinned: false), active.Epoch, cancellation)
            : throw new RepositoryException(RepositoryProblem.Invalid, "no version is pinned: there is nothing to take back"),
        cancellation);

    /// <summary>Taken even by a database that is not followed: it can only deny.</summary>
    public Task<Revocation> RevokeAsync(RevocationOrder order, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(order.From) || string.IsNullOrWhiteSpace(order.To))
        {
            throw new RepositoryException(
                RepositoryProblem.Invalid, $"a revocation names who is denied, and what (or {Revocation.Everything} for everything)");
        }

        return ChangeAsync(async (connection, history) =>
        {
            if (history.RevocationsInEffect.FirstOrDefault(other => other.From == order.From && other.To == order.To) is { } kept)
            {
                return kept;
            }

            var revocation = new Revocation
            {
                Id = 1 + Math.Max(followed.Known.LastRevocation, Math.Max(history.LastRevocation, history.Acceptance?.LastRevocation ?? 0)),
                From = order.From,
                To = order.To,
                By = order.By,
                Time = Now(),
                Reason = order.Reason,
            };
            await ChangeTables.AddAsync(connection, revocation, cancellation).ConfigureAwait(false);
            return revocation;
        }, cancellation, evenIfOlder: true);
    }

    public Task LiftAsync(long revocation, string by, string reason, CancellationToken cancellation) => ChangeAsync(async (connection, _) =>
        await ChangeTables.LiftAsync(connection, revocation, Now(), by, reason, cancellation).ConfigureAwait(false)
            ? revocation
            : throw new RepositoryException(
                RepositoryProblem.NotFound,
                string.Create(CultureInfo.InvariantCulture, $"no revocation {revocation} is in effect in the database {database.Name}")),
        cancellation);

    /// <summary>
    /// That the database counts, and not what this replica knows beyond it: every replica that knows no more than this one follows it again.
    /// What it has lost is lost, but for a database where nothing is in force: there this replica's version and revocations are put back.
    /// </summary>
    public Task AcceptOlderAsync(string by, string reason, CancellationToken cancellation) => ChangeAsync(async (connection, history) =>
    {
        KnownHistory known = followed.Known;
        if (HistoryJudge.WhatIsLost(known, history) is null)
        {
            throw new RepositoryException(
                RepositoryProblem.Invalid, $"the database {database.Name} has all that this replica knows: there is nothing to accept");
        }

        long epoch = Math.Max(known.Latest?.Epoch ?? 0, history.Latest?.Epoch ?? 0);
        if ((history.Latest ?? State.Active) is { } active)
        {
            if (history.Latest is null)
            {
                await PutBackAsync(connection, active, history, cancellation).ConfigureAwait(false);
            }

            await ActivateAsync(connection, new ActivationOrder(active.Digest, by, reason, active.IsPinned), epoch, cancellation).ConfigureAwait(false);
        }

        long lastRevocation = Math.Max(known.LastRevocation, history.LastRevocation);
        await ChangeTables.AddAsync(connection, new AcceptanceRow(epoch + 1, lastRevocation), cancellation).ConfigureAwait(false);
        return epoch;
    }, cancellation, evenIfOlder: true);

    private async Task PutBackAsync(NpgsqlConnection connection, Activation active, DatabaseHistory history, CancellationToken cancellation)
    {
        if (await StateTables.FindAsync(connection, active.Digest, cancellation).ConfigureAwait(false) is null)
        {
            if (State.Find(active.Digest) is not { } version || followed.ReadCopy(version) is not { } sources)
            {
                throw new RepositoryException(
                    RepositoryProblem.Damaged,
                    $"the copy in {options.CopyFolder} has not all of version {active.Digest}, which was in force: accept by another replica, or publish it again");
            }

            long number = version.Number > history.LastNumber ? version.Number : Math.Max(history.LastNumber, followed.Known.LastNumber) + 1;
            await VersionTables.InsertAsync(connection, version with { Number = number }, sources, cancellation).ConfigureAwait(false);
        }

        foreach (Revocation lost in followed.Known.Revocations.Where(known => history.Revocations.All(row => row.Id != known.Id)))
        {
            await ChangeTables.AddAsync(connection, lost, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<Activation> ActivateAsync(NpgsqlConnection connection, ActivationOrder order, long epoch, CancellationToken cancellation)
    {
        var activation = new Activation
        {
            Epoch = epoch + 1,
            Digest = order.Digest,
            Time = Now(),
            By = order.By,
            Reason = order.Reason,
            IsPinned = order.IsPinned,
        };
        await ChangeTables.AddAsync(connection, activation, cancellation).ConfigureAwait(false);
        return activation;
    }

    private async Task MustHaveAsync(NpgsqlConnection connection, string digest, CancellationToken cancellation)
    {
        if (await StateTables.FindAsync(connection, digest, cancellation).ConfigureAwait(false) is null)
        {
            throw new RepositoryException(RepositoryProblem.NotFound, $"there is no version {digest} in the database {database.Name}");
        }
    }

    private async Task<TResult> ChangeAsync<TResult>(
        Func<NpgsqlConnection, DatabaseHistory, Task<TResult>> change, CancellationToken cancellation, bool evenIfOlder = false)
    {
        TResult result = await database.ChangeAsync(async connection =>
        {
            KnownHistory known = followed.Known;
            DatabaseHistory history = await HistoryTables.ReadAsync(connection, known.Latest?.Epoch ?? 0, cancellation).ConfigureAwait(false);
            return !evenIfOlder && HistoryJudge.WhatIsLost(known, history) is { } lost
                ? throw new RepositoryException(RepositoryProblem.Conflict, Older(lost))
                : await change(connection, history).ConfigureAwait(false);
        }, cancellation).ConfigureAwait(false);

        // It is done, so that whoever waits for this replica to say so is not stopped any more.
        await RefreshAsync(CancellationToken.None).ConfigureAwait(false);
        return result;
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

    private string Older(string lost) =>
        $"the database {database.Name} is not the one that this replica followed: {lost}. It was restored from an older backup, or is another one. "
        + "This replica goes on with what it has, revocations too. Restore a newer backup, or accept the database as it is";

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

    /// <summary>As exact as the database keeps it.</summary>
    private DateTimeOffset Now()
    {
        DateTimeOffset now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "the database {Database} is followed; its epoch is {Epoch}")]
        public static partial void Followed(ILogger logger, string database, long epoch);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Problem}")]
        public static partial void NotFollowed(ILogger logger, string problem);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Problem}; a restart without the database would serve an older version")]
        public static partial void CopyFailed(ILogger logger, string problem);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Damage}")]
        public static partial void CopyDamaged(ILogger logger, RepositoryDamage damage);

        [LoggerMessage(Level = LogLevel.Warning, Message =
            "the connection to {Database} does not verify who answers: somebody on the way could say what is in force. Set SSL Mode=VerifyFull")]
        public static partial void Weak(ILogger logger, string database);

        [LoggerMessage(Level = LogLevel.Error, Message = "a listener of the repository failed")]
        public static partial void ListenerFailed(ILogger logger, Exception failure);
    }
}
