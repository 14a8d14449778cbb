using System.Text;
using Authz.Grpc.Client;
using Authz.Grpc.Limits;
using Authz.Grpc.Tests.Hosting;
using Authz.Testing.Http2;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Authz.Grpc.Tests.Limits;

/// <summary>Each limit over all clients at its edge and one past it, on a Kestrel of this process.</summary>
public sealed class ServerLimitTests
{
    [Fact]
    public async Task One_connection_more_than_may_be_is_closed_as_it_opens_and_another_may_come_when_one_has_gone()
    {
        await using GrpcTestHost host = await StartAsync(new GrpcLimits { ConnectionsMax = 2 });
        using RawHttp2Connection first = await RawHttp2Connection.OpenAsync(host.Endpoint.Address);
        await IsServedAsync(first, 1);
        using (RawHttp2Connection second = await RawHttp2Connection.OpenAsync(host.Endpoint.Address))
        {
            await IsServedAsync(second, 1);
            await Assert.ThrowsAnyAsync<SystemException>(async () =>
            {
                // It may be closed while it is opened, which is another exception than afterwards.
                using RawHttp2Connection third = await RawHttp2Connection.OpenAsync(host.Endpoint.Address);
                await third.ReadAsync(1);
            });
            await IsServedAsync(first, 3);
        }

        Assert.Single(host.Log.Of(LogLevel.Warning), static record => record.Message.Contains("connections were closed", StringComparison.Ordinal));
        await UntilServedAsync(host);
        await IsServedAsync(first, 5);
    }

    [Fact]
    public async Task One_stream_of_a_method_more_than_may_be_is_refused_until_one_ends()
    {
        await using GrpcTestHost host = await GrpcTestHost.StartAsync(
            methods => methods.AddDuplex("/test.Test/Two", GreetAsync, streamsMax: 2));
        using GrpcClientCall first = host.Open("/test.Test/Two");
        using GrpcClientCall second = host.Open("/test.Test/Two");
        Assert.True(await first.ReadAsync());
        Assert.True(await second.ReadAsync());

        using GrpcClientCall third = host.Open("/test.Test/Two");
        Assert.False(await third.ReadAsync());
        Assert.Equal(GrpcStatusCode.ResourceExhausted, third.Status.Code);

        first.CompleteWriting();
        Assert.False(await first.ReadAsync());
        using GrpcClientCall fourth = host.Open("/test.Test/Two");
        Assert.True(await fourth.ReadAsync());
    }

    [Theory]
    [InlineData(TestMethods.Echo)]
    [InlineData(TestMethods.Exchange)]
    [InlineData(TestMethods.Count)]
    public async Task A_half_message_that_is_one_too_many_is_refused_and_a_whole_one_is_served(string method)
    {
        await using GrpcTestHost host = await StartAsync(new GrpcLimits { ArrivingBytesMax = 2 * ArrivalBudget.CallBytes });
        using RawHttp2Connection connection = await RawHttp2Connection.OpenAsync(host.Endpoint.Address);
        await connection.SendGrpcHeadersAsync(1, method);
        await connection.SendAsync(RawHttp2Connection.Data, 0, 1, RawCall.Frame([], length: 100_000));
        await connection.SendAsync(RawHttp2Connection.Data, 0, 1, new byte[ArrivalBudget.CallBytes]);
        (byte type, _, byte[] payload) = await connection.ReadAsync(1);

        Assert.Equal(RawHttp2Connection.Headers, type);
        Assert.Contains("grpc-status\u00018", Encoding.Latin1.GetString(payload), StringComparison.Ordinal);
        await IsServedAsync(connection, 5);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Headers_are_taken_up_to_their_limit(int over, bool isServed)
    {
        const string Others = ":methodPOST:schemehttp:path/test.Test/Echo:authoritylocalhostcontent-typeapplication/grpcx-long";
        await using GrpcTestHost host = await StartAsync(new GrpcLimits());
        using RawHttp2Connection connection = await RawHttp2Connection.OpenAsync(host.Endpoint.Address);
        string value = new('v', GrpcLimits.HeaderBytesMax - Others.Length + over);
        byte[] block = Http2Frames.GrpcHeaderBlock(TestMethods.Echo, KeyValuePair.Create("x-long", value));
        await connection.SendAsync(Http2Frames.Headers, Http2Frames.NoFlags, 1, block[..1000]);
        await connection.SendAsync(Http2Frames.Continuation, Http2Frames.EndHeaders, 1, block[1000..]);
        await connection.SendAsync(RawHttp2Connection.Data, RawHttp2Connection.EndStream, 1, RawCall.Frame("a"u8));

        Assert.Equal(isServed, await HasAnswerAsync(connection));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task So_many_headers_are_taken_and_no_more(int over, bool isServed)
    {
        const int Others = 5;
        await using GrpcTestHost host = await StartAsync(new GrpcLimits());
        using RawHttp2Connection connection = await RawHttp2Connection.OpenAsync(host.Endpoint.Address);
        (string Name, string Value)[] more = [.. Enumerable.Range(0, GrpcLimits.HeaderCountMax - Others + over).Select(static n => ($"x-{n}", ""))];
        await connection.SendGrpcHeadersAsync(1, TestMethods.Echo, 0, more);
        await connection.SendAsync(RawHttp2Connection.Data, RawHttp2Connection.EndStream, 1, RawCall.Frame("a"u8));

        Assert.Equal(isServed, await HasAnswerAsync(connection));
    }

    [Fact]
    public async Task Kestrel_is_told_every_limit()
    {
        var limits = new GrpcLimits
        {
            StreamsPerConnectionMax = 3,
            MessageTimeMax = TimeSpan.FromSeconds(4),
            SilenceMax = TimeSpan.FromSeconds(5),
            StallTimeMax = TimeSpan.FromSeconds(6),
        };
        await using GrpcTestHost host = await StartAsync(limits);
        KestrelServerLimits kestrel = host.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        Assert.Equal(3, kestrel.Http2.MaxStreamsPerConnection);
        Assert.Equal(TimeSpan.FromSeconds(4), kestrel.RequestHeadersTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), kestrel.Http2.KeepAlivePingDelay);
        Assert.Equal(TimeSpan.FromSeconds(5), kestrel.Http2.KeepAlivePingTimeout);
        Assert.True(kestrel.KeepAliveTimeout > kestrel.Http2.KeepAlivePingDelay + kestrel.Http2.KeepAlivePingTimeout);
        Assert.Equal(TimeSpan.FromSeconds(6), kestrel.MinResponseDataRate?.GracePeriod);
        Assert.Equal(GrpcLimits.ConnectionWindowBytes, kestrel.Http2.InitialConnectionWindowSize);
        Assert.Equal(GrpcLimits.StreamWindowBytes, kestrel.Http2.InitialStreamWindowSize);
        Assert.Equal(GrpcLimits.FrameBytesMax, kestrel.Http2.MaxFrameSize);
        Assert.Equal(GrpcLimits.HeaderTableBytes, kestrel.Http2.HeaderTableSize);
        Assert.Equal(GrpcLimits.HeaderBytesMax, kestrel.Http2.MaxRequestHeaderFieldSize);
        Assert.Equal(GrpcLimits.HeaderBytesMax, kestrel.MaxRequestHeadersTotalSize);
        Assert.Equal(GrpcLimits.HeaderCountMax, kestrel.MaxRequestHeaderCount);
    }

    private static async Task<GrpcStatus> GreetAsync(GrpcDuplexCall call)
    {
        await call.WriteAsync(new byte[1]);
        return await call.ReadAsync() ? default : GrpcStatus.Ok;
    }

    private static Task<GrpcTestHost> StartAsync(GrpcLimits limits) => GrpcTestHost.StartAsync(
        methods => new TestMethods().AddTo(methods),
        GrpcTestHost.EndpointOf("127.0.0.1:0"),
        configure: services => services.AddGrpcLimits(limits));

    private static async Task<bool> HasAnswerAsync(RawHttp2Connection connection)
    {
        try
        {
            (_, byte flags, _) = await connection.ReadAsync(1);
            if ((flags & RawHttp2Connection.EndStream) != 0)
            {
                // What Kestrel itself refuses, by HTTP 431, has no body, and nothing comes after it.
                return false;
            }

            (byte type, _, byte[] payload) = await connection.ReadAsync(1);
            return type == RawHttp2Connection.Data && payload.Length > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task IsServedAsync(RawHttp2Connection connection, int streamId)
    {
        await connection.SendGrpcHeadersAsync(streamId, TestMethods.Echo);
        await connection.SendAsync(RawHttp2Connection.Data, RawHttp2Connection.EndStream, streamId, RawCall.Frame("a"u8));
        (byte type, _, _) = await connection.ReadAsync(streamId);
        Assert.Equal(Http2Frames.Headers, type);
    }

    /// <summary>The server learns of a connection's end a little later than the client.</summary>
    private static async Task UntilServedAsync(GrpcTestHost host)
    {
        while (true)
        {
            try
            {
                await new RawCall(host.BaseAddress, TestMethods.Echo).SendAsync(RawCall.Frame("a"u8));
                return;
            }
            catch (HttpRequestException)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
