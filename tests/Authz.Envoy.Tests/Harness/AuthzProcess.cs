using Authz.Testing;

namespace Authz.Envoy.Tests.Harness;

/// <summary>The decision service as users start it: a process of its own.</summary>
internal sealed class AuthzProcess : IAsyncDisposable
{
    private readonly ServerProcess process;

    private AuthzProcess(ServerProcess process, string endpoint)
    {
        this.process = process;
        Endpoint = endpoint;
        Client = new CheckClient(endpoint);
    }

    public string Endpoint { get; }

    public CheckClient Client { get; }

    public IEnumerable<string> OutputLines => process.OutputLines;

    /// <param name="endpoint">What it listens on: `127.0.0.1:PORT` or `unix:PATH`.</param>
    /// <param name="settings">As on the command line, beside those that every test needs.</param>
    public static async Task<AuthzProcess> StartAsync(
        string policies, string endpoint, CancellationToken cancellation, params IEnumerable<string> settings)
    {
        string service = Repository.Built("Authz.Service", "Authz.Service.dll");
        var process = ServerProcess.Start(
            "dotnet",
            Repository.Root,
            [service, "--policies", policies, "--listen", endpoint, "--check-deadline", "10s", .. settings]);
        var authz = new AuthzProcess(process, endpoint);
        await process.UntilAsync(
            "it says it serves", () => authz.Client.IsServingAsync(cancellation), cancellation);
        return authz;
    }

    /// <summary>The last lines that it printed.</summary>
    public string Tail() => process.Tail();

    /// <summary>What the process keeps in memory now.</summary>
    public Task<long> ResidentBytesAsync(CancellationToken cancellation) => process.ResidentBytesAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await process.DisposeAsync();
    }
}
