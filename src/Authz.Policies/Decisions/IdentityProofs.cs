namespace Authz.Policies.Decisions;

/// <summary>By what a caller proved who it is. All that are named agreed on one building block.</summary>
[Flags]
public enum IdentityProofs : byte
{
    None = 0,

    /// <summary>The only URI SAN of its certificate is a declared SPIFFE ID.</summary>
    Spiffe = 1,

    /// <summary>A DNS SAN of its certificate is declared.</summary>
    CertificateDns = 2,

    /// <summary>The route of a sidecar names its own application, which calls from the same machine.</summary>
    RouteCaller = 4,

    /// <summary>A security server, proved by its certificate, names it in a client header.</summary>
    ClientHeader = 8,

    /// <summary>A security server that is trusted for it forwards the identity of the certificate that it verified.</summary>
    ForwardedCertificate = 16,

    /// <summary>A verified bearer token has the claims that are declared.</summary>
    Token = 32,

    /// <summary>A key in a header has a declared digest.</summary>
    ApiKey = 64,

    /// <summary>An HTTP message signature made with a declared shared secret.</summary>
    Signature = 128,
}
