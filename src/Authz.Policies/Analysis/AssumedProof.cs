using Authz.Policies.Binding;
using Authz.Policies.Decisions;

namespace Authz.Policies.Analysis;

/// <summary>A question names its caller: this is the proof that the caller is taken to have brought, the strongest it has.</summary>
internal static class AssumedProof
{
    public static IdentityProofs Of(BoundBlock block) => block switch
    {
        { SpiffeIds.IsEmpty: false } => IdentityProofs.Spiffe,
        { DnsNames.IsEmpty: false } => IdentityProofs.CertificateDns,
        { Tokens.IsEmpty: false } => IdentityProofs.Token,
        { SignatureKeys.IsEmpty: false } => IdentityProofs.Signature,
        { ApiKeys.IsEmpty: false } => IdentityProofs.ApiKey,
        // A block without identities calls through a security server, which names it.
        _ => IdentityProofs.ClientHeader,
    };
}
