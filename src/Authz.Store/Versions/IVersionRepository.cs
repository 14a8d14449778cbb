using Authz.Policies;

namespace Authz.Store.Versions;

/// <summary>
/// Versions, which of them is in force, and what lies over it: kept by a journal on this machine, or by a database that replicas
/// share. What a task has done lasts once it is completed; a <see cref="RepositoryException"/> means that nothing changed.
/// </summary>
public interface IVersionRepository
{
    /// <summary>Raised after each change, in order. Listeners are quick, and ask for no change.</summary>
    public event Action<RepositoryState>? StateChanged;

    /// <summary>As of now; never changed, so that whoever took it sees one moment.</summary>
    public RepositoryState State { get; }

    /// <summary>The version of just these files: the one that is kept already, or a new one.</summary>
    public Task<VersionRecord> AddAsync(NewVersion version, CancellationToken cancellation);

    /// <summary>The files of a version, as they were added.</summary>
    public Task<SourceSet> ReadAsync(VersionRecord version, CancellationToken cancellation);

    public Task<Activation> ActivateAsync(ActivationOrder order, CancellationToken cancellation);

    /// <summary>Whoever approves a version again has approved it once.</summary>
    public Task<Approval> ApproveAsync(string digest, string by, string comment, CancellationToken cancellation);

    /// <summary>Activates what is in force once more, not pinned.</summary>
    public Task<Activation> UnpinAsync(string by, string reason, CancellationToken cancellation);

    /// <summary>The one of just these names that is in effect already, or a new one.</summary>
    public Task<Revocation> RevokeAsync(RevocationOrder order, CancellationToken cancellation);

    public Task LiftAsync(long revocation, string by, string reason, CancellationToken cancellation);

    /// <summary>Null: it has all that this process knows of it.</summary>
    public Task<OlderRepository?> FindOlderAsync(CancellationToken cancellation);

    /// <summary>
    /// That the repository counts, and not what this process knows beyond it. What it has lost is lost, but where nothing is in force in it: there
    /// the version and the revocations of this process are put back.
    /// </summary>
    /// <returns>The epoch from which on it is followed again.</returns>
    public Task<long> AcceptOlderAsync(AcceptanceOrder order, CancellationToken cancellation);
}
