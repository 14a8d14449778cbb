using System.Text;
using Authz.Admin.Administration;
using Authz.Cli.Reading;
using Authz.Policies;
using Authz.Policies.Analysis.Changes;
using Authz.Policies.Binding;
using Authz.Policies.Compilation;
using Authz.Store.Journal;
using Authz.Store.Versions;

namespace Authz.Cli.Versions;

/// <summary>The verbs on a journal of this machine, under the rules that the API has.</summary>
internal sealed class JournalAccess : IVersionAccess
{
    private readonly JournalOptions options;
    private readonly PolicyJournal journal;
    private readonly JournalRepository repository;
    private readonly PolicyAdministration administration;
    private readonly string by;
    private PolicyFolder? known;

    private JournalAccess(JournalOptions options, PolicyJournal journal, TimeProvider clock, string by)
    {
        this.options = options;
        this.journal = journal;
        this.by = by;
        repository = new JournalRepository(journal, clock);

        // Whoever can write the folder may do anything to it: which source the service has, and whether it asks for four eyes, is not written there.
        administration = new PolicyAdministration(
            repository,
            new SingleReplica("journal", static () => null, clock),
            Compile,
            ReadActive,
            new AdministrationOptions { IsFolderAuthor = false },
            clock);
    }

    /// <summary>The journal of a service that does not run, or of none yet.</summary>
    public static JournalAccess OpenToChange(string data, string by, CliHost host)
    {
        JournalOptions options = Options(data);
        return new JournalAccess(options, PolicyJournal.Open(options), host.Clock, by);
    }

    /// <summary>The journal as it is now, also of a service that runs.</summary>
    public static JournalAccess OpenToRead(string data, CliHost host)
    {
        JournalOptions options = Options(data);
        return new JournalAccess(options, PolicyJournal.OpenToRead(options), host.Clock, "");
    }

    public VersionList List()
    {
        RepositoryState state = repository.State;
        return new VersionList([.. state.Versions.Select(version => VersionSummary.Of(state, version))], state.Active is { IsPinned: true });
    }

    public VersionDetail Show(string reference)
    {
        RepositoryState state = repository.State;
        return DetailOf(state, VersionReference.Find(state, reference));
    }

    public string ReadFile(string reference, string path)
    {
        VersionRecord version = administration.Find(reference);
        return Wait(administration.ReadAsync(version, CancellationToken.None)).Files.TryGetValue(path, out ReadOnlyMemory<byte> content)
            ? Encoding.UTF8.GetString(content.Span)
            : throw new InputException($"version {version.Number} has no file `{path}`; `authz show {version.Number}` lists all");
    }

    public PublishedVersion Publish(PolicyFolder folder, string message)
    {
        known = folder;
        RepositoryState before = repository.State;
        Publication publication = Wait(administration.PublishAsync(folder.Sources, by, message, CancellationToken.None));
        VersionRecord version = publication.Version ?? throw new InputException($"`{folder.Directory}` does not compile: `authz validate` says why");
        VersionRecord? active = before.Active is { } activation ? before.Find(activation.Digest) : null;

        // A comparison is for people: where the active version cannot be read there is none, and publishing is done.
        BoundPolicySet? former = ReadActive();
        RepositoryState state = repository.State;
        return new PublishedVersion(
            VersionSummary.Of(state, version),
            publication.IsNew,
            active is null ? null : VersionSummary.Of(state, active),
            FileChanges.Between(active?.Files ?? [], version.Files),
            former is null || folder.Policies is not { } policies ? null : PolicyChanges.Between(former, policies),
            former is null || folder.Policies is not { } current ? null : RightsComparison.Between(former, current));
    }

    public ApprovedVersion Approve(string reference, string comment)
    {
        Approval approval = Wait(administration.ApproveAsync(reference, by, comment, CancellationToken.None));
        RepositoryState state = repository.State;
        return new ApprovedVersion(approval, VersionSummary.Of(state, VersionReference.Find(state, approval.Digest)));
    }

    public ActivatedVersion Activate(string reference, string reason) =>
        Of(Wait(administration.ActivateAsync(new ActivationRequest(reference, by, reason), CancellationToken.None)));

    public ActivatedVersion RollBack(string? reference, string reason) =>
        Of(Wait(administration.RollbackAsync(reference, by, reason, CancellationToken.None)));

    public ActivatedVersion Unpin(string reason) => Of(Wait(administration.UnpinAsync(by, reason, CancellationToken.None)));

    public RevocationOutcome Revoke(string from, string to, string reason, bool unknownToo) =>
        Wait(administration.RevokeAsync(new RevocationOrder(from, to, by, reason), unknownToo, CancellationToken.None));

    public int Lift(long revocation, string reason)
    {
        administration.LiftAsync(revocation, by, reason, CancellationToken.None).GetAwaiter().GetResult();
        return repository.State.Revocations.Length;
    }

    /// <summary>Nothing changes while it waits, as no service runs: what is active now is what the next one has in force.</summary>
    (VersionSummary Version, Replication Replication) IVersionAccess.Wait(string reference, TimeSpan atMost)
    {
        VersionSummary version = Show(reference).Summary;
        using PolicyJournal held = PolicyJournal.Open(options);
        if (held.WriteProblem is { } problem)
        {
            throw new InputException($"whether a service runs on the journal cannot be told ({problem}): ask the service itself (--server URL)");
        }

        return (version, new Replication(held.State.Active?.Digest == version.Digest, [], []));
    }

    public VersionStatus ReadStatus()
    {
        RepositoryState state = repository.State;
        return new VersionStatus(
            state.Active,
            state.Active is { } active ? state.Find(active.Digest)?.Number : null,
            state.Versions.Length,
            state.Revocations,
            [.. state.Damages.Select(static damage => damage.ToString())],
            Server: null);
    }

    public void Dispose()
    {
        administration.Dispose();
        journal.Dispose();
    }

    private static JournalOptions Options(string data)
    {
        if (File.Exists(data))
        {
            throw new InputException($"`{data}` is a file; name the folder that the service has as `--data`");
        }

        return new JournalOptions { Folder = JournalOptions.FolderIn(Path.GetFullPath(data)) };
    }

    private static TResult Wait<TResult>(Task<TResult> change) => change.GetAwaiter().GetResult();

    private static VersionDetail DetailOf(RepositoryState state, VersionRecord version) => new(
        VersionSummary.Of(state, version),
        version.Files,
        version.Warnings,
        [.. state.Activations.Where(activation => activation.Digest == version.Digest)],
        [.. state.Approvals.Where(approval => approval.Digest == version.Digest)]);

    private ActivatedVersion Of(Activation activation) => new(activation, repository.State.Find(activation.Digest)?.Number);

    // What was compiled to be looked at is what is published.
    private CompilationResult Compile(SourceSet sources) => known is { Compilation: { } compilation } folder && ReferenceEquals(folder.Sources, sources)
        ? compilation
        : PolicyCompilation.Run(sources, new CompilationOptions());

    /// <summary>Null: nothing is active, or it cannot be read any more.</summary>
    private BoundPolicySet? ReadActive()
    {
        RepositoryState state = repository.State;
        try
        {
            return state.Active is { } active && state.Find(active.Digest) is { } version
                ? Compile(Wait(repository.ReadAsync(version, CancellationToken.None))).Policies
                : null;
        }
        catch (RepositoryException)
        {
            return null;
        }
    }
}
