using Authz.Grpc.Client;
using Authz.Grpc.Endpoints;
using Authz.Grpc.Server;
using Authz.Service.Settings;
using Authz.Store;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Authz.Service.Tests.Rpc;

/// <summary>A Kestrel of this process on a loopback port that nobody else has, and a client for it.</summary>
internal sealed class RpcHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private RpcHost(WebApplication app, GrpcEndpoint endpoint)
    {
        this.app = app;
        Endpoint = endpoint;
        Client = new GrpcClient(endpoint);
    }

    public GrpcEndpoint Endpoint { get; }

    public GrpcClient Client { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>A server of these methods and no other.</summary>
    public static Task<RpcHost> StartAsync(Action<GrpcServiceMapBuilder> addMethods)
    {
        var methods = new GrpcServiceMapBuilder();
        addMethods(methods);
        return StartAsync(_ => { }, app => app.RunGrpc(methods.Build()));
    }

    /// <summary>The whole service, as Program.cs puts it together, with the policies of a folder.</summary>
    public static Task<RpcHost> StartServiceAsync(string policyFolder, params string[] arguments)
    {
        SettingsResult read = SettingsReader.Read(new SettingsInput
        {
            Arguments = ["--policies", policyFolder, "--listen", "127.0.0.1:0", .. arguments],
            Environment = new Dictionary<string, string>(),
            CurrentFolder = TestCases.Root,
            ContentRoot = TestCases.Root,
        });
        ServiceSettings settings = read.Settings ?? throw new InvalidOperationException(string.Join('\n', read.Faults));
        return StartAsync(services => services.AddAuthz(settings), app => app.RunAuthz());
    }

    /// <summary>A call with messages both ways, which ends with the test.</summary>
    public GrpcClientCall Open(string method) =>
        Client.OpenDuplex(method, Timeout.InfiniteTimeSpan, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Done as soon as a version is in force.</summary>
    public async Task WhenServingAsync()
    {
        PolicyStore store = Services.GetRequiredService<PolicyStore>();
        var serving = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        store.StatusChanged += status => _ = status.IsServing && serving.TrySetResult();
        if (!store.Status.IsServing)
        {
            await serving.Task;
        }
    }

    /// <summary>As when the process is told to end: calls under way are answered.</summary>
    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }

    private static async Task<RpcHost> StartAsync(Action<IServiceCollection> configure, Action<WebApplication> run)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpcEndpoint(EndpointOf("127.0.0.1:0"));
        configure(builder.Services);
        WebApplication app = builder.Build();
        run(app);
        await app.StartAsync();
        return new RpcHost(app, EndpointOf($"127.0.0.1:{new Uri(app.Urls.First()).Port}"));
    }

    private static GrpcEndpoint EndpointOf(string text) =>
        GrpcEndpoint.TryParse(text, out GrpcEndpoint? endpoint, out string? error) ? endpoint : throw new ArgumentException(error);
}
