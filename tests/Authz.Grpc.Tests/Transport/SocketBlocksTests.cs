using Authz.Grpc.Client;
using Authz.Grpc.Tests.Hosting;
using Authz.Grpc.Transport;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Authz.Grpc.Tests.Transport;

public sealed class SocketBlocksTests
{
    [Fact]
    public async Task Sockets_have_large_blocks_and_calls_small_ones()
    {
        int socketBytes = 0;
        int callBytes = 0;
        // First of all, since the defaults of endpoints are taken by those that are added afterwards.
        var observe = new ConfigureOptions<KestrelServerOptions>(options => options.ConfigureEndpointDefaults(listen => listen.Use(
            next => async connection =>
            {
                socketBytes = BlockBytesOf(connection);
                await next(connection);
                callBytes = BlockBytesOf(connection);
            })));
        await using GrpcTestHost host = await GrpcTestHost.StartAsync(
            new TestMethods().AddTo,
            GrpcTestHost.EndpointOf("127.0.0.1:0"),
            configure: services => services.Insert(0, ServiceDescriptor.Singleton<IConfigureOptions<KestrelServerOptions>>(observe)));
        using (GrpcClient client = new(host.Endpoint))
        {
            GrpcReply reply = await client.UnaryAsync(
                TestMethods.Echo, "hello"u8.ToArray(), TimeSpan.FromSeconds(30), cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(GrpcStatusCode.Ok, reply.Status.Code);
        }

        await host.StopAsync();
        Assert.Equal(SocketBlocks.SocketBlockBytes, socketBytes);
        Assert.Equal(SocketBlocks.CallBlockBytes, callBytes);
    }

    private static int BlockBytesOf(ConnectionContext connection) =>
        connection.Features.GetRequiredFeature<IMemoryPoolFeature>().MemoryPool.MaxBufferSize;
}
