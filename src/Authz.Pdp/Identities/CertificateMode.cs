namespace Authz.Pdp.Identities;

/// <summary>What a principal means that comes without its certificate. INVARIANT: zero is the strict one.</summary>
public enum CertificateMode : byte
{
    /// <summary>
    /// Denied: Envoy's principal is one text of several that the certificate may hold, and does not say of which kind.
    /// </summary>
    Required = 0,

    /// <summary>
    /// A SPIFFE ID is taken by itself, any other name still needs its certificate; one that is sent must agree.
    /// </summary>
    WhenPresent = 1,
}
