using System.Collections.Immutable;
using Authz.Store.Versions;

namespace Authz.Admin.Administration;

/// <summary>This process, where no other decides from its repository.</summary>
/// <param name="inForce">Asked whenever somebody asks; null: nothing is.</param>
public sealed class SingleReplica(string name, Func<ReplicaInForce?> inForce, TimeProvider clock) : IReplicaDirectory
{
    public Task<ImmutableArray<ReplicaRecord>> ListAsync(CancellationToken cancellation) =>
        Task.FromResult(ImmutableArray.Create(new ReplicaRecord(name, inForce(), clock.GetUtcNow(), TimeSpan.Zero)));
}
