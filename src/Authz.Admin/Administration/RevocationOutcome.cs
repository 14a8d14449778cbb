using Authz.Store.Versions;

namespace Authz.Admin.Administration;

/// <summary>A revocation that is in effect.</summary>
/// <param name="Problem">Why it denies nothing in the version in force, or may not; null: that version knows both names.</param>
public sealed record RevocationOutcome(Revocation Revocation, string? Problem);
