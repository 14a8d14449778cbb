using System.Collections.Immutable;
using Authz.Policies;
using Authz.Policies.Text;
using Authz.Store.Journal;
using Microsoft.Extensions.Logging;

namespace Authz.Store.Versions;

/// <summary>
/// Keeps what comes from the folder in the journal of this machine. A journal that takes no writes is told loudly and hinders nothing:
/// a right that was taken away must go live on a full disk too.
/// </summary>
public sealed partial class FolderVersions(JournalRepository repository, TimeProvider clock, ILogger logger)
{
    /// <summary>Who activates what the folder holds.</summary>
    public const string Author = "folder";

    private static readonly VersionNote note = new(Author, "");

    private Unkept? unkept;

    /// <summary>Raised when the folder has to be looked at again though it did not change: something was pinned or unpinned.</summary>
    public event Action? LookWanted;

    /// <summary>Why the version in force is not kept; null: it is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Another version is pinned: this one waits.</summary>
    public bool IsHeld(PolicyDigest digest) => repository.State.Active is { IsPinned: true } active && active.Digest != digest.Hex;

    /// <summary>Whether a set of that folder was in force that had a lock.</summary>
    public bool WasLocked(string folder) => repository.WasLocked(folder);

    public void NoteLocked(string folder, bool isLocked)
    {
        try
        {
            repository.NoteLocked(folder, isLocked);
        }
        catch (RepositoryException problem)
        {
            Log.LockNotNoted(logger, folder, problem.Message);
        }
    }

    /// <summary>Calls <see cref="LookWanted"/> from now on.</summary>
    public void Follow()
    {
        bool wasPinned = repository.State.Active is { IsPinned: true };
        long epoch = repository.State.Active?.Epoch ?? 0;
        repository.StateChanged += state =>
        {
            bool isPinned = state.Active is { IsPinned: true };
            bool isNew = (state.Active?.Epoch ?? 0) != epoch;
            epoch = state.Active?.Epoch ?? 0;
            bool concernsFolder = isNew && (isPinned || wasPinned);
            wasPinned = isPinned;
            if (concernsFolder)
            {
                LookWanted?.Invoke();
            }
        };
    }

    /// <summary>Before it is prepared: so that it has its number.</summary>
    internal VersionStamp Add(SourceSet sources, PolicyDigest digest, ImmutableArray<Diagnostic> warnings)
    {
        RepositoryState state = repository.State;
        if (state.Active is { } active && active.Digest == digest.Hex && state.Find(digest.Hex) is { } kept)
        {
            // As it was when the process ended: nothing is written.
            unkept = null;
            Problem = null;
            return VersionStamp.Of(kept, active);
        }

        DateTimeOffset now = clock.GetUtcNow();
        var version = new NewVersion(sources, note, state.Active?.Digest, [.. warnings.Select(static warning => warning.ToString())]);
        long epoch = (state.Active?.Epoch ?? 0) + 1;
        unkept = new Unkept(version, digest.Hex, epoch - 1);
        Problem = null;
        try
        {
            VersionRecord record = Wait(repository.AddAsync(version, CancellationToken.None));
            return new VersionStamp(record.Number, epoch, record.Note, record.CreatedAt, now, record.Parent);
        }
        catch (RepositoryException problem)
        {
            Problem = problem.Message;
            return new VersionStamp(state.LastNumber + 1, epoch, note, now, now, version.Parent);
        }
    }

    /// <summary>Once it can be shown, and before it is.</summary>
    /// <returns>Null: something else came into force meanwhile, and this one must not be shown.</returns>
    internal VersionStamp? Activate(VersionStamp stamp)
    {
        if (unkept is not { } version)
        {
            return stamp;
        }

        if (Problem is { } addProblem)
        {
            // What somebody pinned while this one was compiled is not overruled by a disk that is full.
            return repository.State.Active?.Epoch is { } epoch && epoch != version.ExpectedEpoch ? null : NotKept(addProblem, stamp);
        }

        try
        {
            Activation activation = Wait(repository.ActivateAsync(version.Order, CancellationToken.None));
            unkept = null;
            return stamp with { Epoch = activation.Epoch, ActivatedAt = activation.Time };
        }
        catch (RepositoryException problem) when (problem.Problem == RepositoryProblem.Conflict)
        {
            unkept = null;
            return null;
        }
        catch (RepositoryException problem)
        {
            return NotKept(problem.Message, stamp);
        }
    }

    /// <summary>It could not be prepared: it is kept, and never was in force.</summary>
    internal void Forget() => unkept = null;

    /// <summary>Keeps what could not be kept when it came into force.</summary>
    /// <returns>True: <see cref="Problem"/> is over.</returns>
    internal bool TryAgain()
    {
        if (unkept is not { } version || Problem is null)
        {
            return false;
        }

        try
        {
            _ = Wait(repository.AddAsync(version.Version, CancellationToken.None));
            _ = Wait(repository.ActivateAsync(version.Order, CancellationToken.None));
            Log.KeptNow(logger, version.Digest);
        }
        catch (RepositoryException problem) when (problem.Problem == RepositoryProblem.Conflict)
        {
            // Something else is in force since then.
        }
        catch (RepositoryException)
        {
            return false;
        }

        unkept = null;
        Problem = null;
        return true;
    }

    private VersionStamp NotKept(string problem, VersionStamp stamp)
    {
        Problem = problem;
        Log.NotKept(logger, stamp.Number, problem);
        return stamp;
    }

    // Whoever offers has a thread of its own, and the repository another.
    private static TResult Wait<TResult>(Task<TResult> change) => change.GetAwaiter().GetResult();

    private sealed record Unkept(NewVersion Version, string Digest, long ExpectedEpoch)
    {
        public ActivationOrder Order => new(Digest, Author, "", IsPinned: false, ExpectedEpoch);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message =
            "version {Number} comes into force and is not kept, so that a restart without the folder would not find it: {Problem}")]
        public static partial void NotKept(ILogger logger, long number, string problem);

        [LoggerMessage(Level = LogLevel.Information, Message = "the version in force ({Digest}) is kept now")]
        public static partial void KeptNow(ILogger logger, string digest);

        [LoggerMessage(Level = LogLevel.Error, Message =
            "a restart will not know whether {Folder} had a policies.lock: {Problem}")]
        public static partial void LockNotNoted(ILogger logger, string folder, string problem);
    }
}
