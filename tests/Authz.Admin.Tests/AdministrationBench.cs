using Authz.Admin.Administration;
using Authz.Policies.Binding;
using Authz.Policies.Compilation;
using Authz.Store.Journal;
using Authz.Store.Versions;
using Authz.Testing;

namespace Authz.Admin.Tests;

/// <summary>The verbs over a journal in a folder of its own.</summary>
internal sealed class AdministrationBench : IDisposable
{
    private readonly PolicyJournal journal;

    public AdministrationBench(AdministrationOptions? options = null)
    {
        journal = PolicyJournal.Open(new JournalOptions { Folder = Path.Combine(Folder, "journal") });
        Repository = new JournalRepository(journal, Clock);
        Administration = new PolicyAdministration(
            Repository,
            new SingleReplica("here", InForce, Clock),
            sources => PolicyCompilation.Run(sources, new CompilationOptions()),
            Policies,
            options ?? new AdministrationOptions { IsFolderAuthor = false },
            Clock);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("authz-admin-").FullName;

    public ManualTimeProvider Clock { get; } = new();

    public JournalRepository Repository { get; }

    public PolicyAdministration Administration { get; }

    /// <summary>False: this process has not followed yet.</summary>
    public bool Follows { get; set; } = true;

    public async Task<VersionRecord> PublishAsync(string block, string author = "ann") =>
        (await Administration.PublishAsync(PolicyFiles.Block(block), author, "", CancellationToken.None)).Version
        ?? throw new InvalidOperationException("the set does not compile");

    public Task<Activation> ActivateAsync(VersionRecord version, string by = "ann") =>
        Administration.ActivateAsync(new ActivationRequest(version.Digest, by, ""), CancellationToken.None);

    public void Dispose()
    {
        Administration.Dispose();
        journal.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private BoundPolicySet? Policies() => Follows && Repository.State is { Active: { } active } state && state.Find(active.Digest) is { } version
        ? PolicyCompilation.Run(Repository.ReadAsync(version, CancellationToken.None).GetAwaiter().GetResult(), new CompilationOptions()).Policies
        : null;

    private ReplicaInForce? InForce() => Follows && Repository.State is { Active: { } active } state
        ? new ReplicaInForce(active.Digest, state.Find(active.Digest)?.Number ?? 0, active.Epoch, active.Time)
        : null;
}
