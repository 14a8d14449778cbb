namespace Authz.Store.Replicas;

/// <summary>What one process has in force.</summary>
/// <param name="Name">Of the process, unlike that of any other.</param>
/// <param name="Number">Of the version; zero: none is in force.</param>
/// <param name="Digest">Null: none is in force.</param>
/// <param name="Epoch">Of the activation by which it came into force; zero: none is.</param>
/// <param name="SeenAt">When it last said so.</param>
public sealed record Replica(string Name, long Number, string? Digest, long Epoch, DateTimeOffset SeenAt);
