using System.Collections.Immutable;

namespace Authz.Store.Versions;

/// <summary>Which version each replica has in force, as they say themselves.</summary>
public interface IReplicaDirectory
{
    /// <summary>By name. One that has stopped without a word stays for a while: look at when it was last seen.</summary>
    /// <exception cref="RepositoryException">The list cannot be had now.</exception>
    public Task<ImmutableArray<ReplicaRecord>> ListAsync(CancellationToken cancellation);
}
