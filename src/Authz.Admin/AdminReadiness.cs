using System.Collections.Immutable;
using Authz.Store.Versions;

namespace Authz.Admin;

/// <summary>Whether the service answers checks now.</summary>
/// <param name="Details">Why it does not, or what is wrong although it does, a line each.</param>
/// <param name="Serves">What checks are answered by; null: nothing. It follows what is active, and stays behind where that cannot be read or compiled.</param>
public sealed record AdminReadiness(bool IsReady, ImmutableArray<string> Details, ReplicaInForce? Serves = null);
