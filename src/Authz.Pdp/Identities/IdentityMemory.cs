using Authz.Pdp.Identities.Signatures;
using Authz.Pdp.Identities.Tokens;

namespace Authz.Pdp.Identities;

/// <summary>
/// What proving callers keeps beyond one version of the policies: a reload neither forgets a replay nor makes every
/// certificate be parsed again.
/// </summary>
public sealed class IdentityMemory
{
    public CertificateCache Certificates { get; init; } = new();

    public VerifiedTokenCache Tokens { get; init; } = new();

    /// <summary>Half of the cores verify signatures, so that the other half answers who needs none verified.</summary>
    public SignatureGate SignatureChecks { get; init; } = new(Math.Max(1, Environment.ProcessorCount / 2));

    public TokenKeyRing Keys { get; init; } = new();

    public SecretRing Secrets { get; init; } = new();

    public ReplayCache Replays { get; init; } = new();
}
