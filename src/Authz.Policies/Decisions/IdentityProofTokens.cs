using System.Collections.Immutable;

namespace Authz.Policies.Decisions;

public static class IdentityProofTokens
{
    private static readonly ImmutableArray<(IdentityProofs Proof, string Token)> Words =
    [
        (IdentityProofs.Spiffe, "spiffe"),
        (IdentityProofs.CertificateDns, "dns"),
        (IdentityProofs.RouteCaller, "route"),
        (IdentityProofs.ClientHeader, "client_header"),
        (IdentityProofs.ForwardedCertificate, "xfcc"),
        (IdentityProofs.Token, "jwt"),
        (IdentityProofs.ApiKey, "api_key"),
        (IdentityProofs.Signature, "hmac"),
    ];

    /// <summary>By the value of the proofs: every combination.</summary>
    public static ImmutableArray<string> All { get; } =
        [.. Enumerable.Range(0, byte.MaxValue + 1).Select(static proofs => ((IdentityProofs)proofs).Token())];

    /// <summary>The words for the proofs in logs and metadata, with `+` between them.</summary>
    public static string Token(this IdentityProofs proofs) => proofs == IdentityProofs.None
        ? "none"
        : string.Join('+', Words.Where(word => (proofs & word.Proof) != 0).Select(word => word.Token));
}
