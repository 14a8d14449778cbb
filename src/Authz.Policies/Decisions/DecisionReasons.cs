namespace Authz.Policies.Decisions;

public static class DecisionReasons
{
    /// <summary>The word for it in logs, tests and problem documents.</summary>
    public static string Token(this DecisionReason reason) => reason switch
    {
        DecisionReason.None => "none",
        DecisionReason.AllowedByRule => "allowed",
        DecisionReason.DeniedByRule => "denied_by_rule",
        DecisionReason.NoRule => "no_rule",
        DecisionReason.Malformed => "malformed",
        DecisionReason.NonCanonical => "non_canonical",
        DecisionReason.BadHost => "bad_host",
        DecisionReason.NoService => "no_service",
        DecisionReason.RouteNotBound => "route_not_bound",
        DecisionReason.RouteMismatch => "route_mismatch",
        DecisionReason.UnknownMethod => "unknown_method",
        DecisionReason.MethodOverride => "method_override",
        DecisionReason.CredentialsMissing => "credentials_missing",
        DecisionReason.UnknownCaller => "unknown_caller",
        DecisionReason.CertificateNotSent => "certificate_not_sent",
        DecisionReason.BadCertificate => "bad_certificate",
        DecisionReason.IdentityConflict => "identity_conflict",
        DecisionReason.ClientHeaderMismatch => "client_header_mismatch",
        DecisionReason.AmbiguousQuery => "ambiguous_query",
        DecisionReason.ClientHeaderMissing => "client_header_missing",
        DecisionReason.BadForwardedCertificate => "bad_forwarded_certificate",
        DecisionReason.BadToken => "bad_token",
        DecisionReason.TokenKeysUnavailable => "token_keys_unavailable",
        DecisionReason.UnknownToken => "unknown_token",
        DecisionReason.BadApiKey => "bad_api_key",
        DecisionReason.BadSignature => "bad_signature",
        DecisionReason.SignatureReplayed => "signature_replayed",
        DecisionReason.ReplayCacheFull => "replay_cache_full",
        DecisionReason.Overloaded => "overloaded",
        DecisionReason.Revoked => "revoked",
    };
}
