namespace Authz.Store.Versions;

/// <summary>That an older repository shall count all the same.</summary>
/// <param name="Epoch">Of what it has in force, as whoever accepts has seen it; zero: nothing is.</param>
/// <param name="Digest">Of the same; null: nothing is in force.</param>
public sealed record AcceptanceOrder(long Epoch, string? Digest, string By, string Reason);
