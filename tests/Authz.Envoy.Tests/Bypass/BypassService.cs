using Authz.Envoy.Tests.Harness;
using Authz.Testing;
using Authz.Testing.Certificates;

namespace Authz.Envoy.Tests.Bypass;

/// <summary>The decision service with the policies of tests/cases/bypass, without an Envoy.</summary>
public sealed class BypassService : IAsyncLifetime
{
    private AuthzProcess? running;

    internal TestAuthority Authority { get; } = new("td");

    internal static string Policies { get; } = TestCases.Path("bypass", "policies");

    internal AuthzProcess Running => running ?? throw new InvalidOperationException("not started");

    /// <summary>The caller of every case.</summary>
    internal TestCertificate Web { get; private set; } = new(string.Empty, string.Empty);

    public async ValueTask InitializeAsync()
    {
        Web = Authority.Issue("web", CheckRequests.WebId);
        running = await AuthzProcess.StartAsync(Policies, $"127.0.0.1:{Ports.Next()}", CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Authority.Dispose();
        if (running is not null)
        {
            await running.DisposeAsync();
        }
    }
}
