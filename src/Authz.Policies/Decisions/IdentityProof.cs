namespace Authz.Policies.Decisions;

/// <summary>By what a caller proved who it is.</summary>
public enum IdentityProof : byte
{
    None = 0,

    /// <summary>The only URI SAN of its certificate is a declared SPIFFE ID.</summary>
    Spiffe = 1,

    /// <summary>A DNS SAN of its certificate is declared.</summary>
    CertificateDns = 2,

    /// <summary>The route of a sidecar names its own application, which calls from the same machine.</summary>
    RouteCaller = 3,
}
