using Authz.Policies.Decisions;

namespace Authz.Pdp.Answers;

/// <summary>
/// Denials that are not about the caller but about Envoy's configuration. They say what to add, to whoever is refused and
/// in the log, and give away no rule.
/// </summary>
public static class DeploymentFaults
{
    /// <summary>What is wrong, in a sentence; null: the denial is no fault of the deployment.</summary>
    public static string? Title(DecisionReason reason) => reason switch
    {
        DecisionReason.RouteNotBound => "Envoy's route does not say which service it leads to",
        DecisionReason.CertificateNotSent => "Envoy names its peer and does not send the peer's certificate",
        _ => null,
    };

    /// <summary>What to add to Envoy's configuration, and where.</summary>
    public static string? Remedy(DecisionReason reason) => reason switch
    {
        DecisionReason.RouteNotBound =>
            """
            Add to the route, with the names of the building block and its service:

            typed_per_filter_config:
              envoy.filters.http.ext_authz:
                "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute
                check_settings:
                  context_extensions: {authz.service: BLOCK/SERVICE}

            """,
        DecisionReason.CertificateNotSent =>
            """
            Add to the ext_authz filter:

            include_peer_certificate: true

            """,
        _ => null,
    };
}
