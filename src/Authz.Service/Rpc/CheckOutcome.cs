using Authz.Policies.Decisions;

namespace Authz.Service.Rpc;

/// <summary>A decision that nobody was told yet.</summary>
/// <param name="Version">By which it was made; null: none is in force, and nothing was decided.</param>
internal readonly record struct CheckOutcome(ServedVersion? Version, Caller Caller, Decision Decision);
