using Authz.Policies;
using Authz.Store.Journal;
using Authz.Store.Versions;
using Authz.Testing;
using Authz.Testing.Logging;
using Microsoft.Extensions.Logging;

namespace Authz.Store.Tests.Versions;

/// <summary>A folder of policies and a journal, and a service of them that can be started again: without a host, and by the test's clock.</summary>
internal sealed class VersionBench : IDisposable
{
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(300);

    private readonly TemporaryFolder folder = new();
    private readonly LoggerFactory loggers = new();
    private readonly LockMode mode;
    private PolicyJournal? journal;
    private TimeSpan now;

    public VersionBench(LockMode mode = LockMode.OnceSeen)
    {
        this.mode = mode;
        loggers.AddProvider(new RecordingProvider(Log));
        Store = NewStore();
    }

    public RecordingLogger Log { get; } = new();

    /// <summary>Of the next start.</summary>
    public ManualTimeProvider Clock { get; set; } = new();

    public PolicyStore<ServedVersion> Store { get; private set; }

    public JournalRepository Repository { get; private set; } = null!;

    public VersionFollower Follower { get; private set; } = null!;

    public FolderSource Source { get; private set; } = null!;

    public string JournalFolder { get; set; } = "";

    /// <summary>Called at each step of each write of the journal.</summary>
    public Action<string, DurableStep>? Reached { get; set; }

    /// <summary>Called while a version is prepared: it has its number, and is not active yet.</summary>
    public Action<PolicyVersion>? Preparing { get; set; }

    public string? Block => Store.InForce?.Block;

    /// <summary>Ends the process that was, and starts one on what it left.</summary>
    /// <param name="isFollowed">False: the folder is looked at before what is active.</param>
    public void Start(bool isFolderAuthor = true, bool isFollowed = true)
    {
        journal?.Dispose();
        JournalFolder = JournalFolder.Length == 0 ? folder.At("journal") : JournalFolder;
        journal = PolicyJournal.Open(new JournalOptions { Folder = JournalFolder, Reached = (name, step) => Reached?.Invoke(name, step) });
        Store = NewStore();
        Repository = new JournalRepository(journal, Clock);
        Follower = new VersionFollower(Repository, Store, isFolderAuthor, Clock, loggers.CreateLogger<VersionFollower>());
        Source = new FolderSource(
            new FolderSourceOptions { Folder = folder.At("policies"), Settle = Settle, Lock = mode },
            Store,
            headStart: null,
            new FolderVersions(Repository, Clock, Log),
            Follower.FallBack);
        Source.Follow(static () => { });
        if (isFollowed)
        {
            Follower.Apply();
        }
    }

    /// <summary>Starts, and looks until the folder has settled.</summary>
    public void StartAndSettle()
    {
        Start();
        SettleDown();
    }

    public void SettleDown()
    {
        Source.Step(now);
        now += Settle;
        Source.Step(now);
        Follower.Apply();
    }

    public void MoveOn(TimeSpan time) => now += time;

    public void Look() => Source.Step(now);

    /// <summary>The folder holds just this block.</summary>
    public void WriteBlock(string name) => Write(SetOf.BlockText(name));

    public void Write(string text) => folder.Write("policies/set.yaml", text);

    public void WriteLock() =>
        folder.Write("policies/policies.lock", PolicyLock.Write(new FolderReader().Read(folder.At("policies")).Sources));

    public void RemoveLock() => folder.Delete("policies/policies.lock");

    public void RemoveFolder() => Directory.Delete(folder.At("policies"), recursive: true);

    public void Touch() => File.SetLastWriteTimeUtc(folder.At("policies/set.yaml"), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    /// <summary>What a process would find if this one were killed now.</summary>
    public string CopyJournal(int number)
    {
        string target = folder.At($"copy-{number}");
        foreach (string file in Directory.EnumerateFiles(JournalFolder, "*", SearchOption.AllDirectories)
            .Where(static file => Path.GetFileName(file) != "lock"))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(JournalFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? target);
            File.Copy(file, copy);
        }

        return target;
    }

    public VersionRecord Publish(string block) => Publish(SetOf.Block(block));

    public VersionRecord Publish(SourceSet sources) => Repository.AddAsync(
        new NewVersion(sources, new VersionNote("x", ""), null, []), CancellationToken.None).GetAwaiter().GetResult();

    public Activation Activate(string digest, bool isPinned = false)
    {
        Activation activation = Repository.ActivateAsync(
            new ActivationOrder(digest, "ministry", "", isPinned), CancellationToken.None).GetAwaiter().GetResult();
        Follower.Apply();
        return activation;
    }

    /// <summary>As `authz rollback`: to the version before, pinned.</summary>
    public Activation RollBack() => Activate(Repository.State.Activations[1].Digest, isPinned: true);

    public void Revoke(string from, string to)
    {
        Repository.RevokeAsync(new RevocationOrder(from, to, "ministry", ""), CancellationToken.None).GetAwaiter().GetResult();
        Follower.Apply();
    }

    public void Unpin()
    {
        Repository.UnpinAsync("ministry", "", CancellationToken.None).GetAwaiter().GetResult();
        Follower.Apply();
    }

    public void Dispose()
    {
        journal?.Dispose();
        loggers.Dispose();
        folder.Dispose();
    }

    private PolicyStore<ServedVersion> NewStore() => new(
        version =>
        {
            Preparing?.Invoke(version);
            return ServedVersion.Of(version);
        },
        SetCompiler.Compile,
        Clock,
        Log);

    private sealed class RecordingProvider(RecordingLogger log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => log;

        public void Dispose()
        {
        }
    }
}
