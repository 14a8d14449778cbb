using Authz.Grpc.Client;
using Authz.Grpc.Tests.Hosting;

namespace Authz.Grpc.Tests.Server;

/// <summary>What a handler may get wrong without harm to the calls of others.</summary>
public sealed class DuplexHandlerMistakeTests
{
    private const string Method = "/test.Test/Mistake";

    private readonly TaskCompletionSource<Task> left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Two_reads_at_once_are_told_apart_from_one()
    {
        await using GrpcTestHost host = await StartAsync(async call =>
        {
            ValueTask<bool> first = call.ReadAsync();
            left.SetResult(call.ReadAsync().AsTask());
            await call.WriteAsync(default);
            await first;
            return GrpcStatus.Ok;
        });
        using GrpcClientCall call = host.Open(Method);
        Assert.True(await call.ReadAsync());
        call.CompleteWriting();
        Assert.False(await call.ReadAsync());

        Assert.Equal(GrpcStatus.Ok, call.Status);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await await left.Task);
    }

    [Fact]
    public async Task A_read_that_is_left_under_way_ends_with_the_call()
    {
        await using GrpcTestHost host = await StartAsync(call =>
        {
            left.SetResult(call.ReadAsync().AsTask());
            return Task.FromResult(GrpcStatus.Ok);
        });
        using GrpcClientCall call = host.Open(Method);
        Assert.False(await call.ReadAsync());

        Assert.Equal(GrpcStatus.Ok, call.Status);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await await left.Task);
    }

    [Fact]
    public async Task A_write_that_is_left_under_way_is_whole_before_the_status()
    {
        // More than all windows and buffers on the way hold.
        byte[] message = new byte[32 * 1024 * 1024];
        await using GrpcTestHost host = await StartAsync(call =>
        {
            left.SetResult(call.WriteAsync(message).AsTask());
            return Task.FromResult(GrpcStatus.Ok);
        });
        using GrpcClientCall call = host.Open(Method);
        Assert.False((await left.Task).IsCompleted);
        Assert.True(await call.ReadAsync());
        Assert.Equal(message.Length, call.Message.Length);
        Assert.False(await call.ReadAsync());

        Assert.Equal(GrpcStatus.Ok, call.Status);
        await await left.Task;
    }

    [Fact]
    public async Task A_call_that_is_used_after_its_handler_returned_says_so()
    {
        var kept = new TaskCompletionSource<GrpcDuplexCall>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using GrpcTestHost host = await StartAsync(call =>
        {
            kept.SetResult(call);
            return Task.FromResult(GrpcStatus.Ok);
        });
        using GrpcClientCall call = host.Open(Method);
        Assert.False(await call.ReadAsync());
        GrpcDuplexCall over = await kept.Task;

        await Assert.ThrowsAsync<OperationCanceledException>(async () => await over.WriteAsync(default));
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await over.ReadAsync());
    }

    private static Task<GrpcTestHost> StartAsync(DuplexHandler handler) =>
        GrpcTestHost.StartAsync(methods => methods.AddDuplex(Method, handler));
}
