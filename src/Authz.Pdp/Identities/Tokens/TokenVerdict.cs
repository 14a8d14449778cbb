using Authz.Pdp.Identities.Credentials;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>What a token whose signature is good says under one version of the policies.</summary>
/// <param name="Version">Which one: another version judges anew.</param>
/// <param name="Issuer">Its place among the version's issuers.</param>
/// <param name="Times">Looked at in each check.</param>
/// <param name="Proof">What it proves while it is valid.</param>
internal sealed record TokenVerdict(object Version, int Issuer, TokenTimes Times, CredentialProof Proof);
