using Authz.Policies.Decisions;

namespace Authz.Policies.Analysis;

public static class DecisionReasonText
{
    /// <summary>The reason as a sentence for the author of policies.</summary>
    public static string Describe(this DecisionReason reason) => reason switch
    {
        DecisionReason.None => "nothing was decided, and so it is denied",
        DecisionReason.AllowedByRule => "an allow rule matches, and no deny rule does",
        DecisionReason.DeniedByRule => "a deny rule matches; deny beats every allow",
        DecisionReason.NoRule => "no rule allows it, and what no rule allows is denied",
        DecisionReason.Malformed => "the request cannot be read",
        DecisionReason.NonCanonical =>
            "the path could be read in more than one way (dot segments, `//`, `;`, an encoded delimiter, a bad escape); "
            + "refused before any rule",
        DecisionReason.BadHost => "the host is missing, or is no host",
        DecisionReason.NoService => "no service has this host and a base path that this path begins with",
        DecisionReason.RouteNotBound => "the route carries no `authz.service`",
        DecisionReason.RouteMismatch =>
            "host and path name another service than the one that the route forwards to; refused before any rule",
        DecisionReason.UnknownMethod => "the service does not take this method; refused before any rule",
        DecisionReason.MethodOverride =>
            "a method-override header names another method; refused before any rule",
        DecisionReason.CredentialsMissing => "the caller is anonymous, and no rule is for anonymous callers",
        DecisionReason.UnknownCaller => "the credentials name no building block",
        DecisionReason.CertificateNotSent => "a principal came without its certificate",
        DecisionReason.BadCertificate => "the certificate cannot be read, or says two things",
        DecisionReason.IdentityConflict => "two proofs name different callers",
        DecisionReason.ClientHeaderMismatch => "a client header names somebody else than the proved caller",
        DecisionReason.AmbiguousQuery =>
            "the rule that would allow it changes a parameter of the query, and the query cannot be read in one way",
        DecisionReason.ClientHeaderMissing => "a security server calls and names no building block in a client header",
        DecisionReason.BadForwardedCertificate =>
            "the route takes the caller's certificate from a trusted hop, and that hop forwards none that can be read, or is another peer",
        DecisionReason.BadToken => "the bearer token is not valid now, or two credentials came in one value",
        DecisionReason.TokenKeysUnavailable => "the keys of the token's issuer are not at hand",
        DecisionReason.UnknownToken => "the token is of no declared issuer, and the service refuses such tokens",
        DecisionReason.BadApiKey => "the API key is none of those that are declared for its header",
        DecisionReason.BadSignature => "the message signature cannot be read, is not valid now, or covers too little",
        DecisionReason.SignatureReplayed => "the message signature was seen before",
        DecisionReason.ReplayCacheFull => "so many signatures came that one more could not be held against a replay",
        DecisionReason.Overloaded => "too many signatures are being verified; the answer is an error and not a denial",
        DecisionReason.Revoked => "a rule allows it, and an operator has revoked it; a revocation lies over every version",
    };
}
