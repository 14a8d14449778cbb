using Authz.Envoy.Tests.Harness;

namespace Authz.Envoy.Tests.Answers;

/// <summary>The bundled gateway before one service, with rules that shape their answers.</summary>
public sealed class AnswerDeployment : IAsyncLifetime
{
    private const string Route =
        """
        name: site
        domains: [api]
        routes:
        - name: site/pages
          match: {prefix: /}
          route: {cluster: patient-records}
          typed_per_filter_config:
            envoy.filters.http.ext_authz:
              "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute
              check_settings:
                context_extensions: {authz.service: site/pages}
        """;

    private readonly DirectoryInfo policies = Directory.CreateTempSubdirectory("authz-answers-");
    private Deployment? running;

    internal Deployment Running => running ?? throw new InvalidOperationException("Envoy is not there");

    internal RandomAnswers Answers { get; } = RandomAnswers.Create();

    public async ValueTask InitializeAsync()
    {
        if (EnvoyBinary.Location is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(policies.FullName, "set.yaml"), Answers.Yaml);
            running = await Deployment.StartAsync(
                policies.FullName, ["gateway"], config => config.WithOnlyRoute(Route), CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (running is not null)
        {
            await running.DisposeAsync();
        }

        policies.Delete(recursive: true);
    }
}
