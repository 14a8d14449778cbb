using Authz.Envoy.Tests.Harness;
using Authz.Testing.Certificates;

namespace Authz.Envoy.Tests.Bypass;

/// <summary>
/// The three bundled configs, with their inbound routes replaced by one service at `/`, a part of which answers browsers'
/// preflights as envoy/README.md tells.
/// </summary>
public sealed class BypassDeployment : IAsyncLifetime
{
    private const string Route =
        """
        name: site
        domains: [api]
        routes:
        - name: site/shared
          match: {path_separated_prefix: /shared}
          route: {cluster: CLUSTER}
          typed_per_filter_config:
            envoy.filters.http.cors:
              "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy
              allow_origin_string_match: [{exact: "https://portal.example"}]
              allow_methods: "GET, PUT"
            envoy.filters.http.ext_authz:
              "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute
              check_settings:
                context_extensions: {authz.service: site/pages, authz.sends: "certificate,sni"}
        - name: site/pages
          match: {prefix: /}
          route: {cluster: CLUSTER}
          typed_per_filter_config:
            envoy.filters.http.ext_authz:
              "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute
              check_settings:
                context_extensions: {authz.service: site/pages, authz.sends: "certificate,sni"}
        """;

    private Deployment? running;

    internal Deployment Running => running ?? throw new InvalidOperationException("Envoy is not there");

    public async ValueTask InitializeAsync()
    {
        if (EnvoyBinary.Location is not null)
        {
            running = await Deployment.StartAsync(
                BypassService.Policies, ["gateway", "sidecar", "external"], WithOneRoute, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (running is not null)
        {
            await running.DisposeAsync();
        }
    }

    /// <summary>`web`, as the trust domain of that security server names it.</summary>
    internal TestCertificate Web(string server)
    {
        string trustDomain = TrustDomainOf(server);
        return Running.Blocks.Named(trustDomain, "web", $"uri:spiffe://{trustDomain}/ns/a/sa/web");
    }

    internal static string TrustDomainOf(string server) => server == "external" ? Blocks.ForeignTrustDomain : Blocks.TrustDomain;

    private static EnvoyConfig WithOneRoute(EnvoyConfig config)
    {
        string cluster = config.Text.Contains("id: hospital-sidecar", StringComparison.Ordinal) ? "hospital" : "patient-records";
        return config.WithOnlyRoute(Route.Replace("CLUSTER", cluster, StringComparison.Ordinal)).WithPreflights();
    }
}
