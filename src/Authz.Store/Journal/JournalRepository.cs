using Authz.Policies;
using Authz.Store.Versions;

namespace Authz.Store.Journal;

/// <summary>The journal of this machine as a repository. Each change is made on a thread of its own: it waits for the disk.</summary>
public sealed class JournalRepository(PolicyJournal journal, TimeProvider clock) : IVersionRepository
{
    private readonly Lock order = new();

    public event Action<RepositoryState>? StateChanged;

    public RepositoryState State => journal.State;

    /// <inheritdoc cref="PolicyJournal.WriteProblem"/>
    public string? WriteProblem => journal.WriteProblem;

    /// <inheritdoc cref="PolicyJournal.WasLocked"/>
    public bool WasLocked(string folder) => journal.WasLocked(folder);

    /// <inheritdoc cref="PolicyJournal.NoteLocked"/>
    public void NoteLocked(string folder, bool isLocked) => journal.NoteLocked(folder, isLocked);

    public Task<VersionRecord> AddAsync(NewVersion version, CancellationToken cancellation) =>
        Change(() => journal.Add(version, clock.GetUtcNow()), cancellation);

    public Task<SourceSet> ReadAsync(VersionRecord version, CancellationToken cancellation) =>
        OnOwnThread(() => journal.Read(version), cancellation);

    public Task<Activation> ActivateAsync(ActivationOrder order, CancellationToken cancellation) =>
        Change(() => journal.Activate(order, clock.GetUtcNow()), cancellation);

    public Task<Approval> ApproveAsync(string digest, string by, string comment, CancellationToken cancellation) =>
        Change(() => journal.Approve(digest, by, comment, clock.GetUtcNow()), cancellation);

    public Task<Activation> UnpinAsync(string by, string reason, CancellationToken cancellation) =>
        Change(() => journal.Unpin(by, reason, clock.GetUtcNow()), cancellation);

    public Task<Revocation> RevokeAsync(RevocationOrder order, CancellationToken cancellation) =>
        Change(() => journal.Revoke(order, clock.GetUtcNow()), cancellation);

    public Task LiftAsync(long revocation, string by, string reason, CancellationToken cancellation) =>
        Change(
            () =>
            {
                journal.Lift(revocation, by, reason, clock.GetUtcNow());
                return revocation;
            },
            cancellation);

    public Task<OlderRepository?> FindOlderAsync(CancellationToken cancellation) => Task.FromResult<OlderRepository?>(null);

    public Task<long> AcceptOlderAsync(AcceptanceOrder order, CancellationToken cancellation) => Task.FromException<long>(
        new RepositoryException(RepositoryProblem.Invalid, "the journal of this machine is all that there is: there is no older database to accept"));

    private Task<TResult> Change<TResult>(Func<TResult> change, CancellationToken cancellation) => OnOwnThread(
        () =>
        {
            // So that listeners hear of changes in the order in which they came.
            lock (order)
            {
                RepositoryState before = journal.State;
                TResult result = change();
                if (journal.State != before)
                {
                    StateChanged?.Invoke(journal.State);
                }

                return result;
            }
        },
        cancellation);

    private static Task<TResult> OnOwnThread<TResult>(Func<TResult> work, CancellationToken cancellation) => Task.Factory.StartNew(
        work, cancellation, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
