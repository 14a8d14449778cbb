namespace Authz.Store.Versions;

/// <summary>What a replica has in force.</summary>
/// <param name="Since">On its own clock.</param>
public sealed record ReplicaInForce(string Digest, long Number, long Epoch, DateTimeOffset Since);
