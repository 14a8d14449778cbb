namespace Authz.Policies.Decisions;

/// <summary>Why a decision came out as it did. <see cref="DecisionReasons.Token"/> has the word that logs and tests use.</summary>
public enum DecisionReason : byte
{
    /// <summary>Nothing was decided: denies.</summary>
    None = 0,

    /// <summary>An allow rule matched and no deny rule did.</summary>
    AllowedByRule = 1,

    /// <summary>A deny rule matched.</summary>
    DeniedByRule = 2,

    /// <summary>No rule speaks of it: default deny.</summary>
    NoRule = 3,

    /// <summary>The request could not be read.</summary>
    Malformed = 4,

    /// <summary>The path has no one canonical form, or is too long.</summary>
    NonCanonical = 5,

    /// <summary>The host is empty, or no host.</summary>
    BadHost = 6,

    /// <summary>No service has this host and path.</summary>
    NoService = 7,

    /// <summary>The route carries no `authz.service`.</summary>
    RouteNotBound = 8,

    /// <summary>Envoy would forward to another service than the one that host and path name.</summary>
    RouteMismatch = 9,

    /// <summary>A method that the service does not take.</summary>
    UnknownMethod = 10,

    /// <summary>A method-override header names another method.</summary>
    MethodOverride = 11,

    /// <summary>No credentials, and nothing here is for anonymous callers.</summary>
    CredentialsMissing = 12,

    /// <summary>Credentials that name no building block.</summary>
    UnknownCaller = 13,

    /// <summary>A principal came without its certificate.</summary>
    CertificateNotSent = 14,

    /// <summary>The certificate cannot be read, or says two things.</summary>
    BadCertificate = 15,

    /// <summary>Two proofs name different callers.</summary>
    IdentityConflict = 16,

    /// <summary>A client header names somebody else than the proved caller.</summary>
    ClientHeaderMismatch = 17,

    /// <summary>The rule that allows changes a parameter of the query, which the request spells in a way that Envoy would miss.</summary>
    AmbiguousQuery = 18,

    /// <summary>A security server speaks for somebody and does not say for whom.</summary>
    ClientHeaderMissing = 19,

    /// <summary>What a trusted hop forwards of its client's certificate cannot be read, names nobody, or comes from another peer.</summary>
    BadForwardedCertificate = 20,

    /// <summary>A bearer token of a declared issuer is not valid now, or two came in one value.</summary>
    BadToken = 21,

    /// <summary>The keys of the token's issuer are not at hand, so that nobody can say whether it is valid.</summary>
    TokenKeysUnavailable = 22,

    /// <summary>A token that cannot be verified, where the service takes none such.</summary>
    UnknownToken = 23,

    /// <summary>A key that is not, or no more, one of those that the header is declared for.</summary>
    BadApiKey = 24,

    /// <summary>A message signature that cannot be read, is not valid now, or covers too little.</summary>
    BadSignature = 25,

    /// <summary>A message signature that was seen before.</summary>
    SignatureReplayed = 26,

    /// <summary>So many signatures came that one more could not be held against a replay.</summary>
    ReplayCacheFull = 27,

    /// <summary>Too many signatures are being verified: told as an error, not as a denial.</summary>
    Overloaded = 28,

    /// <summary>A rule allows it, and an operator has revoked it.</summary>
    Revoked = 29,
}
