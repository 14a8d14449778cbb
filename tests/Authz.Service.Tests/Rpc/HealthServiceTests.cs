using Authz.Grpc;
using Authz.Grpc.Client;
using Authz.Service.Rpc;
using Google.Protobuf;
using Grpc.Health.V1;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Authz.Service.Tests.Rpc;

public sealed class HealthServiceTests
{
    private const string Check = "/grpc.health.v1.Health/Check";
    private const string List = "/grpc.health.v1.Health/List";
    private const string Watch = "/grpc.health.v1.Health/Watch";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Check_tells_what_is_so_at_this_moment()
    {
        var state = new ServingState("a", "b");
        await using RpcHost host = await RpcHost.StartAsync(new HealthService(state).AddTo);

        Assert.Equal(ServingStatus.NotServing, await StatusAsync(host, "a"));
        state.Set("a", true);
        Assert.Equal(ServingStatus.Serving, await StatusAsync(host, "a"));
        Assert.Equal(ServingStatus.NotServing, await StatusAsync(host, "b"));
        Assert.Equal(ServingStatus.NotServing, await StatusAsync(host, ""));
    }

    [Fact]
    public async Task Check_does_not_find_a_service_that_is_not_there()
    {
        await using RpcHost host = await RpcHost.StartAsync(new HealthService(new ServingState("a")).AddTo);

        GrpcReply reply = await CallAsync(host, Check, RequestFor("x"));

        Assert.Equal(GrpcStatusCode.NotFound, reply.Status.Code);
    }

    [Fact]
    public async Task List_tells_all_of_them()
    {
        var state = new ServingState("a");
        state.Set("a", true);
        await using RpcHost host = await RpcHost.StartAsync(new HealthService(state).AddTo);

        GrpcReply reply = await CallAsync(host, List, []);

        HealthListResponse list = HealthListResponse.Parser.ParseFrom(reply.Message.Span);
        Assert.Equal(2, list.Statuses.Count);
        Assert.Equal(ServingStatus.Serving, list.Statuses["a"].Status);
        Assert.Equal(ServingStatus.NotServing, list.Statuses[""].Status);
    }

    [Theory]
    [InlineData(Check)]
    [InlineData(List)]
    public async Task A_message_that_is_none_is_refused(string method)
    {
        await using RpcHost host = await RpcHost.StartAsync(new HealthService(new ServingState()).AddTo);

        GrpcReply reply = await CallAsync(host, method, [0x0A, 0x7F]);

        Assert.Equal(GrpcStatusCode.Internal, reply.Status.Code);
    }

    [Fact]
    public async Task Watch_tells_each_change_of_its_service_and_no_other()
    {
        var state = new ServingState("a", "b");
        await using RpcHost host = await RpcHost.StartAsync(new HealthService(state).AddTo);
        using GrpcClientCall call = await WatchAsync(host, "a");

        Assert.Equal(ServingStatus.NotServing, await NextAsync(call));
        state.Set("b", true);
        state.Set("a", true);
        Assert.Equal(ServingStatus.Serving, await NextAsync(call));
        state.Set("b", false);
        state.Drain();
        Assert.Equal(ServingStatus.NotServing, await NextAsync(call));
    }

    [Fact]
    public async Task Watch_keeps_a_stream_open_for_a_service_that_is_not_there()
    {
        var state = new ServingState("a");
        await using RpcHost host = await RpcHost.StartAsync(new HealthService(state).AddTo);
        using GrpcClientCall call = await WatchAsync(host, "x");

        Assert.Equal(ServingStatus.ServiceUnknown, await NextAsync(call));
        Task<bool> next = call.ReadAsync();
        state.SetAll(true);

        // The stream is still there once another call over the same connection was answered.
        Assert.Equal(ServingStatus.Serving, await StatusAsync(host, "a"));
        Assert.False(next.IsCompleted);
    }

    [Fact]
    public async Task Watch_refuses_a_message_that_is_none()
    {
        await using RpcHost host = await RpcHost.StartAsync(new HealthService(new ServingState()).AddTo);
        using GrpcClientCall call = host.Open(Watch);
        await call.WriteAsync(new byte[] { 0x0A, 0x7F });
        call.CompleteWriting();

        Assert.False(await call.ReadAsync());
        Assert.Equal(GrpcStatusCode.Internal, call.Status.Code);
    }

    private static async Task<GrpcClientCall> WatchAsync(RpcHost host, string service)
    {
        GrpcClientCall call = host.Open(Watch);
        await call.WriteAsync(RequestFor(service));
        call.CompleteWriting();
        return call;
    }

    private static async Task<ServingStatus> NextAsync(GrpcClientCall call)
    {
        Assert.True(await call.ReadAsync());
        return HealthCheckResponse.Parser.ParseFrom(call.Message.Span).Status;
    }

    private static async Task<ServingStatus> StatusAsync(RpcHost host, string service)
    {
        GrpcReply reply = await CallAsync(host, Check, RequestFor(service));
        Assert.Equal(GrpcStatus.Ok, reply.Status);
        return HealthCheckResponse.Parser.ParseFrom(reply.Message.Span).Status;
    }

    private static Task<GrpcReply> CallAsync(RpcHost host, string method, byte[] message) =>
        host.Client.UnaryAsync(method, message, Patience, cancellationToken: TestContext.Current.CancellationToken);

    private static byte[] RequestFor(string service) => new HealthCheckRequest { Service = service }.ToByteArray();
}
