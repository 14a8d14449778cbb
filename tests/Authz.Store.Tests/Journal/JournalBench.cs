using Authz.Policies;
using Authz.Store.Journal;
using Authz.Store.Versions;

namespace Authz.Store.Tests.Journal;

/// <summary>A journal on the disk, and what is done to it.</summary>
internal sealed class JournalBench : IDisposable
{
    public static readonly DateTimeOffset Time = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private static readonly VersionNote note = new("folder", "");

    private readonly TemporaryFolder folder = new();

    public string Folder => folder.At("journal");

    public PolicyJournal Open(Action<string, DurableStep>? reached = null, int versions = JournalOptions.VersionsDefault) =>
        PolicyJournal.Open(new JournalOptions { Folder = Folder, Versions = versions, Reached = reached });

    public static VersionRecord Add(PolicyJournal journal, SourceSet sources) =>
        journal.Add(new NewVersion(sources, note, journal.State.Active?.Digest, []), Time);

    public static Activation Activate(PolicyJournal journal, VersionRecord version) =>
        journal.Activate(new ActivationOrder(version.Digest, "folder", "", IsPinned: false), Time);

    /// <summary>What another process would find if this one were killed now: what is written is the system's, flushed or not.</summary>
    public string Copy(int number)
    {
        string target = folder.At($"copy-{number}");
        foreach (string file in Files())
        {
            string copy = Path.Combine(target, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? target);
            using FileStream from = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using FileStream to = File.Create(copy);
            from.CopyTo(to);
        }

        return target;
    }

    /// <summary>All but the lock, which ends with the process.</summary>
    public IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(static file => Path.GetFileName(file) != "lock");

    public void Dispose() => folder.Dispose();
}
