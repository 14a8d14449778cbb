using Authz.Envoy.Tests.Harness;
using Authz.Testing;

namespace Authz.Envoy.Tests.Conditions;

/// <summary>The bundled gateway with two services: one whose route sends no body, and one whose route does.</summary>
public sealed class ConditionDeployment : IAsyncLifetime
{
    private const string Routes =
        """
        name: site
        domains: [api]
        routes:
        - name: site/forms
          match: {path_separated_prefix: /forms}
          route: {cluster: patient-records}
          typed_per_filter_config:
            envoy.filters.http.ext_authz:
              "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute
              check_settings:
                context_extensions: {authz.service: site/forms, authz.sends: "certificate,sni,body"}
                with_request_body: {max_request_bytes: 64, allow_partial_message: PARTIAL, pack_as_bytes: true}
        - name: site/pages
          match: {prefix: /}
          route: {cluster: patient-records}
          typed_per_filter_config:
            envoy.filters.http.ext_authz:
              "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute
              check_settings:
                context_extensions: {authz.service: site/pages, authz.sends: "certificate,sni,metadata", network: health}
        """;

    private Deployment? whole;
    private Deployment? cut;

    /// <summary>A body that is too long is refused by Envoy itself.</summary>
    internal Deployment Whole => whole ?? throw new InvalidOperationException("Envoy is not there");

    /// <summary>A body that is too long is sent as far as it goes.</summary>
    internal Deployment Cut => cut ?? throw new InvalidOperationException("Envoy is not there");

    public async ValueTask InitializeAsync()
    {
        if (EnvoyBinary.Location is not null)
        {
            whole = await StartAsync("false");
            cut = await StartAsync("true");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Deployment? deployment in (Deployment?[])[whole, cut])
        {
            if (deployment is not null)
            {
                await deployment.DisposeAsync();
            }
        }
    }

    private static Task<Deployment> StartAsync(string partial) => Deployment.StartAsync(
        TestCases.Path("conditions", "policies"),
        ["gateway"],
        config => config
            .WithOnlyRoute(Routes.Replace("PARTIAL", partial, StringComparison.Ordinal))
            .WithNotes("x-tenant", "test.notes", "tenant"),
        CancellationToken.None);
}
