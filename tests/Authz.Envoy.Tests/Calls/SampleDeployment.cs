using Authz.Envoy.Tests.Harness;
using Authz.Testing;

namespace Authz.Envoy.Tests.Calls;

/// <summary>The three bundled configs with the bundled policies, shared by the tests that only call.</summary>
public sealed class SampleDeployment : IAsyncLifetime
{
    private Deployment? running;

    internal Deployment Running => running ?? throw new InvalidOperationException("Envoy is not there");

    public async ValueTask InitializeAsync()
    {
        if (EnvoyBinary.Location is not null)
        {
            running = await Deployment.StartAsync(
                Repository.PathTo("policies"), ["gateway", "sidecar", "external"], config => config, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (running is not null)
        {
            await running.DisposeAsync();
        }
    }
}
