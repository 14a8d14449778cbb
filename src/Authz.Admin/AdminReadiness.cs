using System.Collections.Immutable;

namespace Authz.Admin;

/// <summary>Whether the service answers checks now.</summary>
/// <param name="Details">Why it does not, or what is wrong although it does, a line each.</param>
public sealed record AdminReadiness(bool IsReady, ImmutableArray<string> Details);
