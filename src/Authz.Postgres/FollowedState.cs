using System.Collections.Immutable;
using Authz.Policies;
using Authz.Postgres.History;
using Authz.Store.Journal;
using Authz.Store.Versions;

namespace Authz.Postgres;

/// <summary>What this replica takes to be so: from its copy at first, and then from the database, unless that is an older one. One caller at a time.</summary>
internal sealed class FollowedState
{
    /// <summary>How often the copy's own clock is written: after a restart the age is known as well as this.</summary>
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    private readonly RepositoryCopy copy;
    private readonly TimeProvider clock;
    private readonly Action<RepositoryState> show;
    private bool isCopyWhole;
    private volatile KnownHistory known;
    private volatile RepositoryState state;

    /// <param name="show">Called with each state that differs from the one before, in order.</param>
    public FollowedState(RepositoryCopy copy, TimeProvider clock, Action<RepositoryState> show)
    {
        this.copy = copy;
        this.clock = clock;
        this.show = show;
        known = copy.State.Known;
        state = copy.State.ToRepositoryState(copy.Damages);
        isCopyWhole = state.Active is { } active && state.Find(active.Digest) is { } version && copy.Read(version) is not null;
        CopyProblem = copy.WriteProblem;
    }

    public RepositoryState State => state;

    public KnownHistory Known => known;

    /// <summary>Why the copy is not what is in force; null: it is.</summary>
    public string? CopyProblem { get; private set; }

    /// <param name="fetch">The files of a version, from the database.</param>
    /// <returns>Why it is not followed; null: it is.</returns>
    public async Task<string?> TakeAsync(RepositoryState read, DatabaseHistory history, Func<VersionRecord, Task<SourceSet>> fetch)
    {
        if (HistoryJudge.WhatIsLost(known, history) is { } lost)
        {
            // What is revoked there meanwhile is revoked here too, beside what it has lost.
            ImmutableArray<Revocation> revocations = [.. Denied(history)];
            KnownHistory more = known with { Revocations = revocations, LastRevocation = Math.Max(known.LastRevocation, history.LastRevocation) };
            WriteKnown(more);
            Show(state with { Revocations = revocations });
            return lost;
        }

        var now = new KnownHistory
        {
            Latest = history.Latest,
            Revocations = read.Revocations,
            LastRevocation = Math.Max(known.LastRevocation, Math.Max(history.LastRevocation, history.Acceptance?.LastRevocation ?? 0)),
            LastNumber = Math.Max(known.LastNumber, history.LastNumber),
        };
        RepositoryDamage? damage = await CopyAsync(now, read, fetch).ConfigureAwait(false);
        Show(damage is null ? read : read with { Damages = [damage] });
        return null;
    }

    /// <summary>The files of a version, if its bytes are here and what was written.</summary>
    public SourceSet? ReadCopy(VersionRecord version) => copy.State.Versions.Any(kept => kept.Digest == version.Digest) ? copy.Read(version) : null;

    /// <summary>The copy first, so that after a crash nobody serves an older version than before it.</summary>
    private async Task<RepositoryDamage?> CopyAsync(KnownHistory now, RepositoryState read, Func<VersionRecord, Task<SourceSet>> fetch)
    {
        if (read.Active is not { } active || read.Find(active.Digest) is not { } version
            || (isCopyWhole && copy.State.Activations.FirstOrDefault() == active))
        {
            WriteKnown(now);
            return null;
        }

        try
        {
            SourceSet sources = ReadCopy(version) ?? await fetch(version).ConfigureAwait(false);
            isCopyWhole = TryWrite(() => copy.Write(now, active, version, sources));
            known = now;
            return null;
        }
        catch (RepositoryException damaged) when (damaged.Problem == RepositoryProblem.Damaged)
        {
            WriteKnown(now);
            return new RepositoryDamage($"version {version.Number} in the database", damaged.Message);
        }
    }

    private IEnumerable<Revocation> Denied(DatabaseHistory history)
    {
        var lifted = history.Revocations.Where(static row => !row.IsInEffect).Select(static row => row.ToRevocation()).ToHashSet();
        return known.Revocations.Where(revocation => !lifted.Contains(revocation))
            .Union(history.RevocationsInEffect)
            .OrderBy(static revocation => revocation.Id);
    }

    private void WriteKnown(KnownHistory now)
    {
        if (CopyProblem is not null || !now.IsSameAs(copy.State.Known))
        {
            TryWrite(() => copy.Write(now));
        }

        known = now;
    }

    /// <summary>Notes that the copy is up to date, now and then.</summary>
    public void NoteSeen()
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (CopyProblem is null && !(copy.SeenAt is { } before && before <= now && now - before < SeenEvery))
        {
            TryWrite(() => copy.WriteSeen(now));
        }
    }

    // A right that was taken away goes live on a full disk too; that the copy is older is said loudly instead.
    private bool TryWrite(Action write)
    {
        try
        {
            write();
            CopyProblem = null;
            return true;
        }
        catch (RepositoryException failure)
        {
            CopyProblem = failure.Message;
            return false;
        }
    }

    private void Show(RepositoryState next)
    {
        if (!IsSame(state, next))
        {
            state = next;
            show(next);
        }
    }

    private static bool IsSame(RepositoryState one, RepositoryState other) =>
        one.Versions.SequenceEqual(other.Versions)
        && one.Activations.SequenceEqual(other.Activations)
        && one.Approvals.SequenceEqual(other.Approvals)
        && one.Revocations.SequenceEqual(other.Revocations)
        && one.Damages.SequenceEqual(other.Damages);
}
