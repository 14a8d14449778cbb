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

    public TokenKeyRing Keys { get; init; } = new();

    public SecretRing Secrets { get; init; } = new();

    public ReplayCache Replays { get; init; } = new();
}
