using System.Collections.Immutable;

namespace Authz.Store.Replicas;

/// <summary>This process, where no other decides from its repository.</summary>
/// <param name="inForce">Number, digest and epoch of what is in force now; no digest: nothing is.</param>
public sealed class SingleReplica(string name, Func<(long Number, string? Digest, long Epoch)> inForce, TimeProvider clock) : IReplicaDirectory
{
    public Task<ImmutableArray<Replica>> ListAsync(CancellationToken cancellation)
    {
        (long number, string? digest, long epoch) = inForce();
        return Task.FromResult(ImmutableArray.Create(new Replica(name, number, digest, epoch, clock.GetUtcNow())));
    }
}
