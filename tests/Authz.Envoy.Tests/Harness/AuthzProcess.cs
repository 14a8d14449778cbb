using Authz.Testing;

namespace Authz.Envoy.Tests.Harness;

/// <summary>The decision service as users start it: a process of its own.</summary>
internal sealed class AuthzProcess : IAsyncDisposable
{
    private readonly ServerProcess process;

    private AuthzProcess(ServerProcess process, string endpoint)
    {
        this.process = process;
        Client = new CheckClient(endpoint);
    }

    public CheckClient Client { get; }

    /// <param name="endpoint">What it listens on: `127.0.0.1:PORT` or `unix:PATH`.</param>
    public static async Task<AuthzProcess> StartAsync(string policies, string endpoint, CancellationToken cancellation)
    {
        string service = Repository.Built("Authz.Service", "Authz.Service.dll");
        var process = ServerProcess.Start(
            "dotnet",
            Repository.Root,
            [service, "--policies", policies, "--listen", endpoint, "--check-deadline", "10s"]);
        var authz = new AuthzProcess(process, endpoint);
        await process.UntilAsync(
            "it says it serves", () => authz.Client.IsServingAsync(cancellation), cancellation);
        return authz;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await process.DisposeAsync();
    }
}
