using System.Diagnostics;
using System.Net.Sockets;
using Authz.Grpc.Client;
using Authz.Grpc.Endpoints;
using Authz.Grpc.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.Grpc.Tests.Endpoints;

public sealed class UnixSocketTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("authz-").FullName;

    private string SocketPath => Path.Combine(directory, "grpc.sock");

    private GrpcEndpoint Endpoint => GrpcTestHost.EndpointOf($"unix:{SocketPath}");

    [Fact]
    public async Task A_call_goes_over_a_socket_whose_file_lives_as_long_as_the_server()
    {
        await using (GrpcTestHost host = await StartAsync())
        {
            await AssertAnswersAsync(host);
            Assert.True(Path.Exists(SocketPath));
            await host.StopAsync();
        }

        Assert.False(Path.Exists(SocketPath));
    }

    [Fact]
    public async Task Owner_and_group_may_connect_and_nobody_else()
    {
        await using GrpcTestHost host = await StartAsync();
        UnixFileMode mode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(SocketPath);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite, mode);
    }

    [Fact]
    public async Task The_socket_of_a_dead_process_is_replaced()
    {
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            // A socket removes the file that it was bound to, so it is bound to another name.
            string elsewhere = Path.Combine(directory, "other.sock");
            dead.Bind(new UnixDomainSocketEndPoint(elsewhere));
            dead.Listen();
            File.Move(elsewhere, SocketPath);
        }

        Assert.True(Path.Exists(SocketPath));
        await using GrpcTestHost host = await StartAsync();
        await AssertAnswersAsync(host);
    }

    [Fact]
    public async Task The_socket_of_a_living_process_is_left_alone()
    {
        await using GrpcTestHost first = await StartAsync();
        var error = await Assert.ThrowsAsync<GrpcEndpointException>(StartAsync);

        Assert.Contains("another process listens there", error.Message, StringComparison.Ordinal);
        await AssertAnswersAsync(first);
    }

    [Fact]
    public async Task A_file_in_the_way_is_left_alone()
    {
        await File.WriteAllTextAsync(SocketPath, "precious", TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<GrpcEndpointException>(StartAsync);

        Assert.Contains("is not a socket", error.Message, StringComparison.Ordinal);
        Assert.Equal("precious", await File.ReadAllTextAsync(SocketPath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_directory_in_the_way_is_left_alone()
    {
        Directory.CreateDirectory(SocketPath);
        var error = await Assert.ThrowsAsync<GrpcEndpointException>(StartAsync);

        Assert.Contains("is not a socket", error.Message, StringComparison.Ordinal);
        Assert.True(Directory.Exists(SocketPath));
    }

    [Fact]
    public async Task A_named_pipe_in_the_way_is_left_alone()
    {
        using (Process mkfifo = Process.Start("mkfifo", SocketPath))
        {
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var error = await Assert.ThrowsAsync<GrpcEndpointException>(StartAsync);

        Assert.Contains("is not a socket", error.Message, StringComparison.Ordinal);
        Assert.True(Path.Exists(SocketPath));
    }

    [Fact]
    public async Task A_missing_directory_is_named()
    {
        GrpcEndpoint endpoint = GrpcTestHost.EndpointOf($"unix:{directory}/missing/grpc.sock");
        var error = await Assert.ThrowsAsync<GrpcEndpointException>(
            () => GrpcTestHost.StartAsync(methods => new TestMethods().AddTo(methods), endpoint));

        Assert.Contains($"there is no directory {directory}/missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_takes_no_tls()
    {
        var error = Assert.Throws<GrpcEndpointException>(() =>
            new ServiceCollection().AddGrpcEndpoint(Endpoint, new GrpcTlsFiles("cert.pem", "key.pem")));

        Assert.Contains("a socket takes no TLS", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private static async Task AssertAnswersAsync(GrpcTestHost host)
    {
        GrpcReply reply = await host.Connect().UnaryAsync(
            TestMethods.Peer,
            default,
            Timeout.InfiniteTimeSpan,
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(GrpcStatus.Ok, reply.Status);
        Assert.Equal("unix none"u8.ToArray(), reply.Message.ToArray());
    }

    private Task<GrpcTestHost> StartAsync() => GrpcTestHost.StartAsync(methods => new TestMethods().AddTo(methods), Endpoint);
}
