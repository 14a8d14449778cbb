using System.Collections.Immutable;

namespace Authz.Store.Replicas;

/// <summary>The processes that decide from one repository: one alone, or those that a database knows.</summary>
public interface IReplicaDirectory
{
    /// <summary>By name. Whoever has been silent for so long that it is taken to be gone is left out.</summary>
    public Task<ImmutableArray<Replica>> ListAsync(CancellationToken cancellation);
}
