namespace Authz.Pdp.Identities.Signatures;

/// <summary>The derived components (RFC 9421 section 2.2) that a signature covers.</summary>
[Flags]
internal enum SignatureCoverage : byte
{
    None = 0,
    Method = 1,
    TargetUri = 2,
    Authority = 4,
    Scheme = 8,
    RequestTarget = 16,
    Path = 32,
    Query = 64,
}
