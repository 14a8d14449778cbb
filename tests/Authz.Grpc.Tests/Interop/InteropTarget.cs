using Authz.Grpc.Client;
using Authz.Grpc.Endpoints;
using Authz.Grpc.Tests.Hosting;

namespace Authz.Grpc.Tests.Interop;

/// <summary>A host with the test methods behind one transport.</summary>
internal sealed class InteropTarget : IAsyncDisposable
{
    private readonly string directory;
    private readonly TestAuthority? authority;

    private InteropTarget(GrpcTestHost host, string directory, TestAuthority? authority, GrpcClientTlsFiles? tls)
    {
        Host = host;
        Tls = tls;
        this.directory = directory;
        this.authority = authority;
    }

    public GrpcTestHost Host { get; }

    /// <summary>What a client needs, where the transport is TLS.</summary>
    public GrpcClientTlsFiles? Tls { get; }

    public static async Task<InteropTarget> StartAsync(string transport)
    {
        string directory = Directory.CreateTempSubdirectory("authz-").FullName;
        GrpcEndpoint endpoint = GrpcTestHost.EndpointOf(transport == "unix" ? $"unix:{directory}/grpc.sock" : "127.0.0.1:0");
        TestAuthority? authority = transport == "tls" ? new TestAuthority("root") : null;
        GrpcTlsFiles? serverFiles = null;
        GrpcClientTlsFiles? clientFiles = null;
        if (authority is not null)
        {
            (string serverCertificate, string serverKey) = authority.IssueServer();
            (string clientCertificate, string clientKey) = authority.IssueClient("interop");
            serverFiles = new GrpcTlsFiles(serverCertificate, serverKey) { ClientCaPath = authority.RootPath };
            clientFiles = new GrpcClientTlsFiles(authority.RootPath, "localhost") { CertificatePath = clientCertificate, KeyPath = clientKey };
        }

        var testMethods = new TestMethods();
        GrpcTestHost host = await GrpcTestHost.StartAsync(methods => testMethods.AddTo(methods), endpoint, serverFiles);
        testMethods.StopTheHost = () => host.StopAsync();
        return new InteropTarget(host, directory, authority, clientFiles);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        authority?.Dispose();
        Directory.Delete(directory, recursive: true);
    }
}
