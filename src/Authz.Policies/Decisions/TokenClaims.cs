namespace Authz.Policies.Decisions;

/// <summary>What a verified token claims. Only claims that were verified come into one.</summary>
/// <param name="Issuer">Its place in <see cref="Binding.BoundPolicySet.Issuers"/>.</param>
/// <param name="Payload">The token's payload: JSON, valid UTF-8, an object with each name once.</param>
public sealed record TokenClaims(int Issuer, ReadOnlyMemory<byte> Payload);
