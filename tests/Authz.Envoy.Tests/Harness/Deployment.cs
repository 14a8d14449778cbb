namespace Authz.Envoy.Tests.Harness;

/// <summary>
/// Security servers with the decision service and the applications between which they stand, all on this machine: two
/// replicas of the service as in docker-compose.yml, one on a port and one on the sidecar's Unix socket.
/// </summary>
internal sealed class Deployment : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> started = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("authz-envoy-");
    private readonly Dictionary<string, EnvoyProcess> envoys = [];
    private readonly Places places = new();

    private Deployment()
    {
    }

    public Blocks Blocks { get; } = new();

    public Applications Applications { get; private set; } = new();

    /// <summary>The replica that listens on a port, if a security server asks it.</summary>
    public AuthzProcess? Service { get; private set; }

    /// <summary>Starts the security servers of that name, and the replicas of the service that they ask.</summary>
    /// <param name="change">What a test does to a config beside moving its addresses.</param>
    public static async Task<Deployment> StartAsync(
        string policies,
        IReadOnlyCollection<string> servers,
        Func<EnvoyConfig, EnvoyConfig> change,
        CancellationToken cancellation)
    {
        var deployment = new Deployment();
        try
        {
            await deployment.StartApplicationsAsync();
            await deployment.StartServicesAsync(policies, servers, cancellation);
            foreach (string server in servers)
            {
                await deployment.StartSecurityServerAsync(server, change, cancellation);
            }
        }
        catch
        {
            await deployment.DisposeAsync();
            throw;
        }

        return deployment;
    }

    public EnvoyProcess Envoy(string server) => envoys[server].Living();

    /// <summary>Where a listener is: `gateway`, `gateway-outbound`, `sidecar`, `sidecar-outbound`, `external`, and `-probes` of each.</summary>
    public Listener Listener(string name) => places[name];

    /// <summary>Starts the replica that listens on a port.</summary>
    public async Task<AuthzProcess> StartServiceAsync(string policies, CancellationToken cancellation) =>
        Keep(await AuthzProcess.StartAsync(policies, $"127.0.0.1:{places.Service}", cancellation));

    public async ValueTask DisposeAsync()
    {
        while (started.TryPop(out IAsyncDisposable? last))
        {
            await last.DisposeAsync();
        }

        Blocks.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task StartApplicationsAsync()
    {
        Applications = Keep(await Applications.StartAsync("patient-records", "mcts", "hospital"));
        Blocks.WriteTo(folder.FullName);
        folder.CreateSubdirectory("run");
    }

    private async Task StartServicesAsync(
        string policies, IReadOnlyCollection<string> servers, CancellationToken cancellation)
    {
        if (servers.Contains("sidecar"))
        {
            string socket = Path.Combine(folder.FullName, "run", "authz.sock");
            Keep(await AuthzProcess.StartAsync(policies, $"unix:{socket}", cancellation));
        }

        if (servers.Any(server => server != "sidecar"))
        {
            Service = await StartServiceAsync(policies, cancellation);
        }
    }

    private async Task StartSecurityServerAsync(
        string server, Func<EnvoyConfig, EnvoyConfig> change, CancellationToken cancellation)
    {
        EnvoyConfig config = change(EnvoyConfig.Bundled(server)).Place(places.Of(server, Applications.Ports)).WithPatience();
        EnvoyProcess envoy = Keep(await EnvoyProcess.StartAsync(config, server, folder.FullName, cancellation));
        envoys.Add(server, envoy);
        await envoy.UntilItCanAskAsync(cancellation);
    }

    private T Keep<T>(T part)
        where T : IAsyncDisposable
    {
        started.Push(part);
        return part;
    }
}
