namespace Authz.Admin.Administration;

/// <summary>That somebody wants a version to come into force.</summary>
/// <param name="Version">See <see cref="VersionReference"/>.</param>
/// <param name="ExpectedEpoch">What they believe to be in force, zero for nothing; null: whatever is.</param>
public sealed record ActivationRequest(string Version, string By, string Reason, long? ExpectedEpoch = null);
