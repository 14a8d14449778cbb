namespace Authz.Policies.Decisions;

/// <summary>By what a caller proved who it is.</summary>
public enum IdentityProof : byte
{
    None = 0,

    /// <summary>The only URI SAN of its certificate is a declared SPIFFE ID.</summary>
    Spiffe = 1,

    /// <summary>A DNS SAN of its certificate is declared.</summary>
    CertificateDns = 2,
}
