using System.Globalization;
using Authz.Postgres.History;
using Authz.Postgres.Tables;
using Authz.Store;
using Authz.Store.Journal;
using Authz.Store.Versions;
using Npgsql;

namespace Authz.Postgres;

/// <summary>What can be changed, each in one transaction that has looked first whether the database is the one that is followed.</summary>
internal sealed class RepositoryChanges(Database database, FollowedState followed, TimeProvider clock)
{
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

    /// <summary>Removes what is older than the newest so many and never was in force.</summary>
    /// <returns>How many went.</returns>
    public Task<long> PruneAsync(int versionsMax, CancellationToken cancellation) =>
        database.ChangeAsync(connection => VersionTables.PruneAsync(connection, versionsMax, cancellation), cancellation);

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

    public Task<long> LiftAsync(long revocation, string by, string reason, CancellationToken cancellation) => ChangeAsync(async (connection, _) =>
        await ChangeTables.LiftAsync(connection, revocation, Now(), by, reason, cancellation).ConfigureAwait(false)
            ? revocation
            : throw new RepositoryException(
                RepositoryProblem.NotFound,
                string.Create(CultureInfo.InvariantCulture, $"no revocation {revocation} is in effect in the database {database.Name}")),
        cancellation);

    public Task<OlderRepository?> FindOlderAsync(CancellationToken cancellation) => database.ReadAsync(
        async connection =>
        {
            KnownHistory known = followed.Known;
            DatabaseHistory history = await HistoryTables.ReadAsync(connection, known.Latest?.Epoch ?? 0, cancellation).ConfigureAwait(false);
            return HistoryJudge.WhatIsLost(known, history) is { } lost ? new OlderRepository(lost, history.Latest, followed.State.Active) : null;
        },
        cancellation);

    public Task<long> AcceptOlderAsync(AcceptanceOrder order, CancellationToken cancellation) => ChangeAsync(async (connection, history) =>
    {
        KnownHistory known = followed.Known;
        if (HistoryJudge.WhatIsLost(known, history) is null)
        {
            throw new RepositoryException(
                RepositoryProblem.Invalid, $"the database {database.Name} has all that this replica knows: there is nothing to accept");
        }

        if ((order.Epoch, order.Digest) != (history.Latest?.Epoch ?? 0, history.Latest?.Digest))
        {
            throw new RepositoryException(
                RepositoryProblem.Conflict,
                history.Latest is { } latest
                    ? string.Create(CultureInfo.InvariantCulture, $"the database {database.Name} has epoch {latest.Epoch} in force (version {latest.Digest}), and not what is to be accepted: look at it, and ask again")
                    : $"the database {database.Name} has nothing in force: accept epoch 0 and no version, so that this replica's are put back");
        }

        long epoch = Math.Max(known.Latest?.Epoch ?? 0, history.Latest?.Epoch ?? 0);
        if ((history.Latest ?? followed.State.Active) is { } active)
        {
            if (history.Latest is null)
            {
                await PutBackAsync(connection, active, history, cancellation).ConfigureAwait(false);
            }

            await ActivateAsync(connection, new ActivationOrder(active.Digest, order.By, order.Reason, active.IsPinned), epoch, cancellation).ConfigureAwait(false);
        }

        long lastRevocation = Math.Max(known.LastRevocation, history.LastRevocation);
        await ChangeTables.AddAsync(connection, new AcceptanceRow(epoch + 1, lastRevocation), cancellation).ConfigureAwait(false);
        return epoch + 1;
    }, cancellation, evenIfOlder: true);

    private async Task PutBackAsync(NpgsqlConnection connection, Activation active, DatabaseHistory history, CancellationToken cancellation)
    {
        if (await StateTables.FindAsync(connection, active.Digest, cancellation).ConfigureAwait(false) is null)
        {
            if (followed.State.Find(active.Digest) is not { } version || followed.ReadCopy(version) is not { } sources)
            {
                throw new RepositoryException(
                    RepositoryProblem.Damaged,
                    $"this replica's copy has not all of version {active.Digest}, which was in force: accept by another replica, or publish it again");
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

    private Task<TResult> ChangeAsync<TResult>(
        Func<NpgsqlConnection, DatabaseHistory, Task<TResult>> change, CancellationToken cancellation, bool evenIfOlder = false) =>
        database.ChangeAsync(
            async connection =>
            {
                KnownHistory known = followed.Known;
                DatabaseHistory history = await HistoryTables.ReadAsync(connection, known.Latest?.Epoch ?? 0, cancellation).ConfigureAwait(false);
                return !evenIfOlder && HistoryJudge.WhatIsLost(known, history) is { } lost
                    ? throw new RepositoryException(RepositoryProblem.Conflict, DatabaseProblems.Older(lost, database.Name))
                    : await change(connection, history).ConfigureAwait(false);
            },
            cancellation);

    /// <summary>As exact as the database keeps it.</summary>
    private DateTimeOffset Now()
    {
        DateTimeOffset now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
