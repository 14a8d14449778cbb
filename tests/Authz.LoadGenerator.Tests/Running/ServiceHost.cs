using System.Net;
using Authz.Grpc.Endpoints;
using Authz.LoadGenerator.Running;
using Authz.Service;
using Authz.Service.Settings;
using Authz.Store;
using Authz.Workloads;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Authz.LoadGenerator.Tests.Running;

/// <summary>The whole service in this process, with the policies of a workload, which is beside it on disk.</summary>
internal sealed class ServiceHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private ServiceHost(WebApplication app, string folder)
    {
        this.app = app;
        Folder = folder;
        Target = new LoadTarget(new IPEndPoint(IPAddress.Loopback, new Uri(app.Urls.First()).Port), "localhost");
    }

    /// <summary>What generate wrote, and the generator reads.</summary>
    public string Folder { get; }

    public LoadTarget Target { get; }

    /// <summary>As its answers name it.</summary>
    public string Version => app.Services.GetRequiredService<PolicyStore>().Status.InForce is { } version
        ? $"{version.Number}-{version.Digest.ShortHex}"
        : throw new InvalidOperationException("nothing is in force");

    public static async Task<ServiceHost> StartAsync(string workload)
    {
        string folder = Directory.CreateTempSubdirectory("authz-load-").FullName;
        WorkloadDefinition definition = WorkloadCatalog.Find(workload) ?? throw new InvalidOperationException(workload);
        Workloads.Files.WorkloadFolder.Write(Workload.Create(definition, 100, 1, 80), folder);
        SettingsResult read = SettingsReader.Read(new SettingsInput
        {
            // What is tested is the generator: a busy machine must make the service neither late nor overloaded.
            Arguments =
            [
                "--policies", Path.Combine(folder, "policies"), "--listen", "127.0.0.1:0", "--check-deadline", "5s", "--signature-checks-max", "64",
            ],
            Environment = new Dictionary<string, string>(),
            CurrentFolder = folder,
            ContentRoot = folder,
        });
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddAuthz(read.Settings ?? throw new InvalidOperationException(string.Join('\n', read.Faults)));
        Assert.True(GrpcEndpoint.TryParse("127.0.0.1:0", out GrpcEndpoint? endpoint, out _));
        builder.Services.AddGrpcEndpoint(endpoint);
        WebApplication app = builder.Build();
        app.RunAuthz();
        await app.StartAsync();
        await HasPoliciesAsync(app.Services.GetRequiredService<PolicyStore>());
        return new ServiceHost(app, folder);
    }

    private static async Task HasPoliciesAsync(PolicyStore store)
    {
        var inForce = new TaskCompletionSource();
        store.StatusChanged += status => Note(status.InForce is not null);
        Note(store.Status.InForce is not null);
        await inForce.Task.WaitAsync(TestContext.Current.CancellationToken);

        void Note(bool isInForce)
        {
            if (isInForce)
            {
                inForce.TrySetResult();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
