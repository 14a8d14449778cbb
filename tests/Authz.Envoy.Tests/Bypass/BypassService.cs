using Authz.Envoy.Tests.Harness;
using Authz.Testing;
using Authz.Testing.Certificates;

namespace Authz.Envoy.Tests.Bypass;

/// <summary>The decision service with the policies of tests/cases/bypass, without an Envoy.</summary>
public sealed class BypassService : IAsyncLifetime
{
    private AuthzProcess? running;

    internal TestAuthority Authority { get; } = new("td");

    /// <summary>The policies with the keys of their issuer, for as long as the tests run.</summary>
    internal static string Policies { get; } = WritePolicies();

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

    private static string WritePolicies()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("authz-bypass-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        TestIssuer.WritePolicies(TestCases.Path("bypass", "policies"), folder.FullName);
        return folder.FullName;
    }
}
