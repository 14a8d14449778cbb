namespace Authz.Store.Versions;

/// <summary>A replica, as it last spoke of itself.</summary>
/// <param name="InForce">Null: it has no version yet.</param>
/// <param name="SeenAt">On the clock of what they share.</param>
/// <param name="SeenAgo">How long ago that was when the list was made.</param>
public sealed record ReplicaRecord(string Name, ReplicaInForce? InForce, DateTimeOffset SeenAt, TimeSpan SeenAgo);
