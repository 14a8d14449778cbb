using System.Collections.Immutable;
using System.Globalization;
using Authz.Policies;
using Authz.Store.Versions;

namespace Authz.Store.Journal;

/// <summary>
/// Versions and which of them is in force, kept on a disk: whenever the process or the machine stops, what is read afterwards
/// is the state before the last change or the one after it, whole.
/// </summary>
/// <remarks>
/// In its folder: `objects` holds the bytes of files by their digests, `versions` and `approvals` a record for each; `activations`
/// has one for each time that a version came into force, and `revocations` one for each change of these, with all that are in effect.
/// `active.json` and `revocations.json` are copies of the latest of the two, and rule.
/// </remarks>
public sealed class PolicyJournal : IDisposable
{
    private const string FolderLockName = "folder-lock";

    private readonly Lock gate = new();
    private readonly JournalOptions options;
    private readonly JournalLock? held;
    private readonly JournalFolders folders;
    private volatile RepositoryState state;

    private PolicyJournal(JournalOptions options, JournalLock? held, string? writeProblem)
    {
        this.options = options;
        this.held = held;
        WriteProblem = writeProblem;
        folders = new JournalFolders(options, isWritable: held is not null);
        state = Load();
    }

    /// <summary>As of now; never changed, so that whoever took it sees one moment.</summary>
    public RepositoryState State => state;

    /// <summary>Why its disk takes no changes, so that it is only read until it is opened again; null: it takes them.</summary>
    public string? WriteProblem { get; }

    /// <exception cref="RepositoryException">Another process has it, its folder cannot be read, or what rules cannot be told from it.</exception>
    public static PolicyJournal Open(JournalOptions options)
    {
        if (File.Exists(options.Folder))
        {
            throw new RepositoryException(RepositoryProblem.Invalid, $"the journal {options.Folder} is a file: name a folder, or remove the file");
        }

        JournalLock? held = null;
        try
        {
            string? problem = TryPrepare(options.Folder);
            if (problem is null)
            {
                held = JournalLock.TryTake(options.Folder, out string refusal);
                problem = held is null ? refusal : null;
            }

            return new PolicyJournal(options, held, problem);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw CannotOpen(options, failure);
        }
        catch (RepositoryException)
        {
            held?.Dispose();
            throw;
        }
    }

    /// <summary>As it is now, while a service may have it: nothing is changed, and nothing can be.</summary>
    /// <exception cref="RepositoryException">There is none, it cannot be read, or what rules cannot be told from it.</exception>
    public static PolicyJournal OpenToRead(JournalOptions options)
    {
        if (!Directory.Exists(options.Folder))
        {
            throw new RepositoryException(
                RepositoryProblem.NotFound, $"there is no journal in {options.Folder}: a service that is started with `--data` makes it, or `authz publish`");
        }

        try
        {
            return new PolicyJournal(options, held: null, "it was opened to be read");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CannotOpen(options, failure);
        }
    }

    public void Dispose() => held?.Dispose();

    /// <summary>The version of just these files: the one that is kept already, or a new one.</summary>
    /// <exception cref="RepositoryException">Nothing changed.</exception>
    public VersionRecord Add(NewVersion version, DateTimeOffset time)
    {
        string digest = PolicyManifest.Of(version.Sources).Digest.Hex;
        lock (gate)
        {
            return state.Find(digest) is { } kept && IsWhole(kept) ? kept : Write(() => AddNeedsLock(version.Sources, new VersionRecord
            {
                Digest = digest,
                Number = state.Find(digest)?.Number ?? state.LastNumber + 1,
                Note = version.Note,
                CreatedAt = time,
                Parent = version.Parent,
                Files = [],
                Warnings = version.Warnings,
            }));
        }
    }

    /// <summary>The files of a version, as they were added.</summary>
    /// <exception cref="RepositoryException">One of them is not there, or not what was written.</exception>
    public SourceSet Read(VersionRecord version)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (VersionFile file in version.Files)
        {
            files[file.Path] = folders.Objects.Get(file.Content) ?? throw new RepositoryException(
                RepositoryProblem.Damaged,
                $"version {version.Number} cannot be read: the bytes of {file.Path} in {Path.Combine(folders.Objects.Path, file.Content)} "
                + "are not those that were written. Activate another version, or publish this one again");
        }

        var sources = SourceSet.Of(files);
        return PolicyManifest.Of(sources).Digest.Hex == version.Digest
            ? sources
            : throw new RepositoryException(
                RepositoryProblem.Damaged,
                $"version {version.Number} cannot be read: its files have another digest than {version.Digest}. "
                + "Activate another version, or publish this one again");
    }

    /// <exception cref="RepositoryException">Nothing changed: the version is not kept, something else was activated meanwhile, or the disk refuses.</exception>
    public Activation Activate(ActivationOrder order, DateTimeOffset time)
    {
        lock (gate)
        {
            if (state.Find(order.Digest) is null)
            {
                throw NotKept(order.Digest);
            }

            long epoch = state.Active?.Epoch ?? 0;
            if (order.ExpectedEpoch is { } expected && expected != epoch)
            {
                throw new RepositoryException(
                    RepositoryProblem.Conflict, $"another version came into force meanwhile (epoch {epoch}, not {expected}): look at it, and ask again");
            }

            return ActivateNeedsLock(order, epoch, time);
        }
    }

    /// <summary>Activates what is in force once more, not pinned.</summary>
    /// <exception cref="RepositoryException">Nothing changed: nothing is pinned, or the disk refuses.</exception>
    public Activation Unpin(string by, string reason, DateTimeOffset time)
    {
        lock (gate)
        {
            return state.Active is { IsPinned: true } active
                ? ActivateNeedsLock(new ActivationOrder(active.Digest, by, reason, IsPinned: false), active.Epoch, time)
                : throw new RepositoryException(RepositoryProblem.Invalid, "no version is pinned: there is nothing to take back");
        }
    }

    /// <exception cref="RepositoryException">Nothing changed: the version is not kept, or the disk refuses.</exception>
    public Approval Approve(string digest, string by, string comment, DateTimeOffset time)
    {
        lock (gate)
        {
            if (state.Find(digest) is null)
            {
                throw NotKept(digest);
            }

            return state.Approvals.FirstOrDefault(approval => approval.Digest == digest && approval.By == by) ?? Write(() =>
            {
                // Who listens for changes resumes by the time of the last, so that a clock that was set back must not hide one.
                DateTimeOffset after = state.Approvals.IsEmpty ? time : state.Approvals.Max(static approval => approval.Time).AddTicks(1);
                var approval = new Approval { Digest = digest, By = by, Time = time > after ? time : after, Comment = comment };
                folders.Approvals.Write(JournalFolders.NameOf(approval), approval);
                state = state with { Approvals = state.Approvals.Add(approval) };
                return approval;
            });
        }
    }

    /// <summary>The one of just these names that is in effect already, or a new one.</summary>
    /// <exception cref="RepositoryException">Nothing changed: a name is empty, or the disk refuses.</exception>
    public Revocation Revoke(RevocationOrder order, DateTimeOffset time)
    {
        if (string.IsNullOrWhiteSpace(order.From) || string.IsNullOrWhiteSpace(order.To))
        {
            throw new RepositoryException(
                RepositoryProblem.Invalid, $"a revocation names who is denied, and what (or {Revocation.Everything} for everything)");
        }

        lock (gate)
        {
            return state.Revocations.FirstOrDefault(revocation => revocation.From == order.From && revocation.To == order.To) ?? Write(() =>
            {
                RevocationSet last = folders.Revocations.Latest ?? RevocationSet.Empty;
                var revocation = new Revocation
                {
                    Id = last.LastId + 1,
                    From = order.From,
                    To = order.To,
                    By = order.By,
                    Time = time,
                    Reason = order.Reason,
                };
                ChangeRevocationsNeedsLock(last with
                {
                    Serial = last.Serial + 1,
                    LastId = revocation.Id,
                    InEffect = last.InEffect.Add(revocation),
                    Change = string.Create(CultureInfo.InvariantCulture, $"revoked {revocation.Id}"),
                    By = order.By,
                    Reason = order.Reason,
                    Time = time,
                });
                return revocation;
            });
        }
    }

    /// <exception cref="RepositoryException">Nothing changed: there is no such revocation in effect, or the disk refuses.</exception>
    public void Lift(long revocation, string by, string reason, DateTimeOffset time)
    {
        lock (gate)
        {
            RevocationSet last = folders.Revocations.Latest ?? RevocationSet.Empty;
            Revocation lifted = last.InEffect.FirstOrDefault(candidate => candidate.Id == revocation) ?? throw new RepositoryException(
                RepositoryProblem.NotFound, $"no revocation {revocation} is in effect in {options.Folder}");
            _ = Write(() => ChangeRevocationsNeedsLock(last with
            {
                Serial = last.Serial + 1,
                InEffect = last.InEffect.Remove(lifted),
                Change = string.Create(CultureInfo.InvariantCulture, $"lifted {revocation}"),
                By = by,
                Reason = reason,
                Time = time,
            }));
        }
    }

    /// <summary>Whether a set from that folder was in force that had a `policies.lock`. What cannot be read says so too: it is the strict answer.</summary>
    public bool WasLocked(string folder) =>
        folders.FolderLocks.Read(FolderLockName, out RepositoryDamage? damage) is { } last ? last.IsLocked && last.Folder == folder : damage is not null;

    /// <exception cref="RepositoryException">The disk refuses.</exception>
    public void NoteLocked(string folder, bool isLocked)
    {
        lock (gate)
        {
            _ = Write(() =>
            {
                folders.FolderLocks.Write(FolderLockName, new FolderLock(folder, isLocked));
                return isLocked;
            });
        }
    }

    private static RepositoryException CannotOpen(JournalOptions options, Exception failure) => new(
        RepositoryProblem.Unavailable,
        $"the journal in {options.Folder} cannot be opened: {failure.Message}. Let the service's user read and write all that is in it",
        failure);

    private RepositoryException NotKept(string digest) =>
        new(RepositoryProblem.NotFound, $"there is no version {digest} in {options.Folder}");

    /// <summary>Whether its files are at hand, so that adding them again would add nothing.</summary>
    private bool IsWhole(VersionRecord version) => version.Files.All(file => folders.Objects.Get(file.Content) is not null);

    private VersionRecord AddNeedsLock(SourceSet sources, VersionRecord version)
    {
        VersionRecord whole = version with
        {
            Files = [.. sources.Files.Select(file => new VersionFile(file.Key, folders.Objects.Put(file.Value.Span), file.Value.Length))],
        };

        // What was kept and is damaged has its bytes again, and stays what it was.
        if (state.Find(whole.Digest) is { } kept && kept.Files.SequenceEqual(whole.Files))
        {
            return kept;
        }

        folders.Versions.Write(whole.Digest, whole);
        ImmutableArray<VersionRecord> others = [.. state.Versions.Where(other => other.Digest != whole.Digest)];
        state = state with { Versions = [.. others.Add(whole).OrderByDescending(static record => record.Number)] };
        PruneNeedsLock();
        return whole;
    }

    private Activation ActivateNeedsLock(ActivationOrder order, long epoch, DateTimeOffset time) => Write(() =>
    {
        var activation = new Activation
        {
            Epoch = epoch + 1,
            Digest = order.Digest,
            Time = time,
            By = order.By,
            Reason = order.Reason,
            IsPinned = order.IsPinned,
        };
        folders.Activations.Append(activation);
        state = state with { Activations = folders.Activations.All };
        return activation;
    });

    private RevocationSet ChangeRevocationsNeedsLock(RevocationSet changed)
    {
        folders.Revocations.Append(changed);
        state = state with { Revocations = changed.InEffect };
        return changed;
    }

    private TResult Write<TResult>(Func<TResult> change)
    {
        try
        {
            return WriteProblem is null ? change() : throw new IOException(WriteProblem);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RepositoryException(
                RepositoryProblem.Unavailable,
                $"the journal in {options.Folder} cannot be written: {failure.Message}. Make room on its disk, or let the service's user write there"
                + (WriteProblem is null ? "" : ", and start again"),
                failure);
        }
    }

    /// <summary>Drops what is older than the newest so many, beside what is or lately was in force: a rollback leads there. Then the bytes that none of the others has.</summary>
    private void PruneNeedsLock()
    {
        var recent = state.Activations.Take(JournalOptions.RecentActivations).Select(static activation => activation.Digest).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<VersionRecord> kept =
            [.. state.Versions.Where((version, index) => index < options.Versions || recent.Contains(version.Digest))];
        if (kept.Length == state.Versions.Length)
        {
            return;
        }

        ILookup<string, Approval> approvals = state.Approvals.ToLookup(static approval => approval.Digest);
        foreach (VersionRecord dropped in state.Versions.Except(kept))
        {
            folders.Versions.TryDelete(dropped.Digest);
            foreach (Approval approval in approvals[dropped.Digest])
            {
                folders.Approvals.TryDelete(JournalFolders.NameOf(approval));
            }
        }

        var digests = kept.Select(static version => version.Digest).ToHashSet(StringComparer.Ordinal);
        state = state with { Versions = kept, Approvals = [.. state.Approvals.Where(approval => digests.Contains(approval.Digest))] };
        folders.Objects.RemoveAllBut(kept.SelectMany(static version => version.Files).Select(static file => file.Content).ToHashSet(StringComparer.Ordinal));
    }

    private RepositoryState Load()
    {
        var damages = ImmutableArray.CreateBuilder<RepositoryDamage>();
        ImmutableArray<VersionRecord> versions =
            [.. folders.Versions.ReadAll(damages).OrderByDescending(static version => version.Number)];
        ImmutableArray<Approval> approvals = folders.Approvals.ReadAll(damages);
        folders.Activations.Load(damages);
        folders.Revocations.Load(damages);
        return new RepositoryState(
            versions, folders.Activations.All, approvals, (folders.Revocations.Latest ?? RevocationSet.Empty).InEffect, damages.ToImmutable());
    }

    private static string? TryPrepare(string folder)
    {
        try
        {
            new DurableFolder(folder).Prepare();
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure.Message;
        }
    }
}
