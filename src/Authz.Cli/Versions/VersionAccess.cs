using Authz.Store.Journal;
using Authz.Store.Versions;

namespace Authz.Cli.Versions;

/// <summary>The versions that a verb is about, and how they are changed. Whoever waits here is a command: nothing else goes on meanwhile.</summary>
internal sealed class VersionAccess : IDisposable
{
    private readonly PolicyJournal journal;

    private VersionAccess(PolicyJournal journal, TimeProvider clock)
    {
        this.journal = journal;
        Repository = new JournalRepository(journal, clock);
    }

    public IVersionRepository Repository { get; }

    public RepositoryState State => Repository.State;

    /// <summary>The journal of a service that does not run, or of none yet.</summary>
    public static VersionAccess OpenToChange(string data, CliHost host) => new(PolicyJournal.Open(Options(data)), host.Clock);

    /// <summary>The journal as it is now, also of a service that runs.</summary>
    public static VersionAccess OpenToRead(string data, CliHost host) => new(PolicyJournal.OpenToRead(Options(data)), host.Clock);

    public static TResult Wait<TResult>(Task<TResult> change) => change.GetAwaiter().GetResult();

    public static void Wait(Task change) => change.GetAwaiter().GetResult();

    public void Dispose() => journal.Dispose();

    private static JournalOptions Options(string data)
    {
        if (File.Exists(data))
        {
            throw new InputException($"`{data}` is a file; name the folder that the service has as `--data`");
        }

        return new JournalOptions { Folder = JournalOptions.FolderIn(Path.GetFullPath(data)) };
    }
}
