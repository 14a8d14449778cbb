using System.Net;
using System.Net.Sockets;
using Authz.Envoy.Tests.Harness;

namespace Authz.Envoy.Tests.Connections;

/// <summary>The bundled config for connections, with a decision service and a replica behind it.</summary>
public sealed class ConnectionDeployment : IAsyncLifetime
{
    public const string Name = "replica.statistics.sandbox.gov";

    /// <summary>A name that leads to the same chain and that no policy knows.</summary>
    public const string UnknownName = "archive.statistics.sandbox.gov";

    public const string Greeting = "replica";

    private const string Policies = """
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: statistics-office}
        spec: {services: [{name: replica, protocol: tcp, sni: [replica.statistics.sandbox.gov]}]}
        ---
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: hospital}
        spec: {identities: [{spiffe: "spiffe://sandbox.gov/bb/hospital"}]}
        ---
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: mcts}
        spec: {identities: [{spiffe: "spiffe://sandbox.gov/bb/mcts"}]}
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: replicas}
        spec:
          legalBasis: Test Act
          subjects: [{buildingBlock: hospital}]
          resources: [{buildingBlock: statistics-office, service: replica}]
          rules:
            - name: connect
              effect: allow
              methods: ["*"]
              paths: [/**]
              when:
                - sourceAddress: {cidr: 127.0.0.0/8}
                - sni: {equals: replica.statistics.sandbox.gov}
              # Envoy's network filter heeds none of it.
              onAllow: {headers: {set: {x-a: b}}, query: {set: {a: b}}, metadata: {basis: Act}}
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("authz-connections-");
    private readonly TcpListener replica = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private AuthzProcess? service;
    private EnvoyProcess? envoy;
    private Task serving = Task.CompletedTask;

    internal int Port { get; } = Ports.Next();

    internal Blocks Blocks { get; } = new();

    internal EnvoyProcess Envoy => envoy ?? throw new InvalidOperationException("Envoy is not there");

    /// <summary>How many connections have reached the replica.</summary>
    internal int Served { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (EnvoyBinary.Location is null)
        {
            return;
        }

        Blocks.WriteTo(folder.FullName);
        Blocks.Local("spiffe://sandbox.gov/bb/statistics-office")
            .WriteTo(Path.Combine(folder.FullName, "certificates"), "statistics-office");
        string policies = folder.CreateSubdirectory("policies").FullName;
        await File.WriteAllTextAsync(Path.Combine(policies, "set.yaml"), Policies);
        replica.Start();
        serving = ServeAsync();
        int servicePort = Ports.Next();
        service = await AuthzProcess.StartAsync(policies, $"127.0.0.1:{servicePort}", CancellationToken.None);
        EnvoyConfig config = EnvoyConfig.Bundled("examples/connections")
            .WithServerName(Name, UnknownName)
            .Place(new Dictionary<string, int>
            {
                ["127.0.0.1:9904"] = 0,
                ["0.0.0.0:8446"] = Port,
                ["authz:9001"] = servicePort,
                ["statistics-replica:5432"] = ((IPEndPoint)replica.LocalEndpoint).Port,
            })
            .WithPatience();
        envoy = await EnvoyProcess.StartAsync(config, "connections", folder.FullName, CancellationToken.None);
        await envoy.UntilItCanAskAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (envoy is not null)
        {
            await envoy.DisposeAsync();
        }

        if (service is not null)
        {
            await service.DisposeAsync();
        }

        await ending.CancelAsync();
        await serving;
        replica.Dispose();
        ending.Dispose();
        Blocks.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await replica.AcceptTcpClientAsync(ending.Token);
                Served++;
                await client.GetStream().WriteAsync("replica"u8.ToArray(), ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test run is over.
        }
    }
}
