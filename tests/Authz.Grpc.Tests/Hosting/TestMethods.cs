using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Authz.Grpc.Server;

namespace Authz.Grpc.Tests.Hosting;

/// <summary>The service that all clients are tried against. Messages are UTF-8 text.</summary>
internal sealed class TestMethods
{
    public const string Echo = "/test.Test/Echo";
    public const string Small = "/test.Test/Small";
    public const string Fail = "/test.Test/Fail";
    public const string Throw = "/test.Test/Throw";
    public const string Nothing = "/test.Test/Nothing";
    public const string Metadata = "/test.Test/Metadata";
    public const string Peer = "/test.Test/Peer";
    public const string Timeout = "/test.Test/Timeout";
    public const string TimeoutHours = "/test.Test/TimeoutHours";
    public const string Exchange = "/test.Test/Exchange";
    public const string Count = "/test.Test/Count";
    public const string Collect = "/test.Test/Collect";
    public const string Wait = "/test.Test/Wait";
    public const string AwaitEnd = "/test.Test/AwaitEnd";
    public const string Swallow = "/test.Test/Swallow";
    public const string ThrowLate = "/test.Test/ThrowLate";
    public const string FailLate = "/test.Test/FailLate";
    public const string StopHost = "/test.Test/StopHost";
    public const string SmallSingle = "/test.Test/SmallSingle";
    public const int SmallBytesMax = 16;

    private readonly ConcurrentDictionary<string, TaskCompletionSource> ended = new();

    public void AddTo(GrpcServiceMapBuilder methods) => methods
        .AddUnary(Echo, AnswerEcho)
        .AddUnary(Small, AnswerEcho, SmallBytesMax)
        .AddUnary(Fail, AnswerFail)
        .AddUnary(Throw, AnswerThrow)
        .AddUnary(Nothing, static (in GrpcCall _, ReadOnlySpan<byte> _, IBufferWriter<byte> _) => GrpcStatus.Ok)
        .AddUnary(Metadata, AnswerMetadata)
        .AddUnary(Peer, AnswerPeer)
        .AddUnary(Timeout, AnswerTimeout)
        .AddUnary(TimeoutHours, AnswerTimeoutHours)
        .AddDuplex(Exchange, ExchangeAsync)
        .AddDuplex(Count, CountAsync)
        .AddDuplex(SmallSingle, CountAsync, SmallBytesMax)
        .AddDuplex(Collect, CollectAsync)
        .AddDuplex(Wait, WaitAsync)
        .AddDuplex(AwaitEnd, AwaitEndAsync)
        .AddDuplex(Swallow, SwallowAsync)
        .AddDuplex(ThrowLate, ThrowLateAsync)
        .AddDuplex(FailLate, FailLateAsync)
        .AddDuplex(StopHost, StopHostAsync);

    /// <summary>What `StopHost` does before it waits to be ended.</summary>
    public Action StopTheHost { get; set; } = () => { };

    /// <summary>Completes when the `Wait` call that was opened with this text has ended on the server.</summary>
    public Task EndOf(string text) => SignalOf(text).Task;

    private static GrpcStatus AnswerEcho(in GrpcCall call, ReadOnlySpan<byte> request, IBufferWriter<byte> response)
    {
        response.Write(request);
        return GrpcStatus.Ok;
    }

    /// <summary>Fails with the code in `x-code` and the request as its message, after it has written something.</summary>
    private static GrpcStatus AnswerFail(in GrpcCall call, ReadOnlySpan<byte> request, IBufferWriter<byte> response)
    {
        response.Write("never seen"u8);
        string code = call.Metadata.TryGetText("x-code", out string? text) ? text : "";
        return new GrpcStatus((GrpcStatusCode)int.Parse(code, CultureInfo.InvariantCulture), Encoding.UTF8.GetString(request));
    }

    private static GrpcStatus AnswerThrow(in GrpcCall call, ReadOnlySpan<byte> request, IBufferWriter<byte> response)
    {
        response.Write("never seen"u8);
        throw new InvalidOperationException("a secret");
    }

    private static GrpcStatus AnswerMetadata(in GrpcCall call, ReadOnlySpan<byte> request, IBufferWriter<byte> response)
    {
        string text = call.Metadata.TryGetText("x-text", out string? value) ? value : "none";
        string data = call.Metadata.TryGetBinary("x-data-bin", out IReadOnlyList<byte[]>? values)
            ? string.Join('|', values.Select(Convert.ToHexString))
            : "none";
        response.Write(Encoding.UTF8.GetBytes($"{text} {data}"));
        return GrpcStatus.Ok;
    }

    private static GrpcStatus AnswerPeer(in GrpcCall call, ReadOnlySpan<byte> request, IBufferWriter<byte> response)
    {
        string address = call.Peer.Address?.ToString() ?? call.Peer.ToString();
        response.Write(Encoding.UTF8.GetBytes($"{address} {call.Peer.Certificate?.Subject ?? "none"}"));
        return GrpcStatus.Ok;
    }

    /// <summary>Says in whole seconds, rounded up, how long the client waits.</summary>
    private static GrpcStatus AnswerTimeout(in GrpcCall call, ReadOnlySpan<byte> request, IBufferWriter<byte> response)
    {
        double? seconds = (call.Deadline - call.ReceivedAt)?.TotalSeconds;
        response.Write(Encoding.UTF8.GetBytes(Ceiling(seconds)));
        return GrpcStatus.Ok;
    }

    /// <summary>In whole hours, so that what passes on a client's side makes no difference.</summary>
    private static GrpcStatus AnswerTimeoutHours(in GrpcCall call, ReadOnlySpan<byte> request, IBufferWriter<byte> response)
    {
        double? hours = (call.Deadline - call.ReceivedAt)?.TotalHours;
        response.Write(Encoding.UTF8.GetBytes(Ceiling(hours)));
        return GrpcStatus.Ok;
    }

    private static string Ceiling(double? value) =>
        value is null ? "none" : Math.Ceiling(value.Value).ToString(CultureInfo.InvariantCulture);

    private static async Task<GrpcStatus> ExchangeAsync(GrpcDuplexCall call)
    {
        while (await call.ReadAsync())
        {
            await call.WriteAsync(call.Message);
        }

        return GrpcStatus.Ok;
    }

    private static async Task<GrpcStatus> CountAsync(GrpcDuplexCall call)
    {
        ReadOnlyMemory<byte> request = await call.ReadSingleAsync();
        int count = int.Parse(Encoding.UTF8.GetString(request.Span), CultureInfo.InvariantCulture);
        for (int i = 1; i <= count; i++)
        {
            await call.WriteAsync(Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture)));
        }

        return GrpcStatus.Ok;
    }

    /// <summary>Answers, after the half-close, how many messages and bytes there were.</summary>
    private static async Task<GrpcStatus> CollectAsync(GrpcDuplexCall call)
    {
        int messages = 0;
        long bytes = 0;
        while (await call.ReadAsync())
        {
            messages++;
            bytes += call.Message.Length;
        }

        await call.WriteAsync(Encoding.UTF8.GetBytes($"{messages} {bytes}"));
        return GrpcStatus.Ok;
    }

    /// <summary>Answers its first message and waits to be ended from outside.</summary>
    private async Task<GrpcStatus> WaitAsync(GrpcDuplexCall call)
    {
        await call.ReadAsync();
        string name = Encoding.UTF8.GetString(call.Message.Span);
        await call.WriteAsync("waiting"u8.ToArray());
        try
        {
            await new TaskCompletionSource().Task.WaitAsync(call.CancellationToken);
            return GrpcStatus.Ok;
        }
        finally
        {
            SignalOf(name).TrySetResult();
        }
    }

    private async Task<GrpcStatus> AwaitEndAsync(GrpcDuplexCall call)
    {
        ReadOnlyMemory<byte> request = await call.ReadSingleAsync();
        await EndOf(Encoding.UTF8.GetString(request.Span)).WaitAsync(call.CancellationToken);
        await call.WriteAsync("ended"u8.ToArray());
        return GrpcStatus.Ok;
    }

    /// <summary>Hides what ended it, which must not pass for a good end.</summary>
    private static async Task<GrpcStatus> SwallowAsync(GrpcDuplexCall call)
    {
        try
        {
            while (await call.ReadAsync())
            {
                await call.WriteAsync(call.Message);
            }
        }
        catch (OperationCanceledException)
        {
            // What a careless handler does.
        }

        return GrpcStatus.Ok;
    }

    private async Task<GrpcStatus> StopHostAsync(GrpcDuplexCall call)
    {
        await call.WriteAsync("waiting"u8.ToArray());
        StopTheHost();
        await new TaskCompletionSource().Task.WaitAsync(call.CancellationToken);
        return GrpcStatus.Ok;
    }

    private static async Task<GrpcStatus> ThrowLateAsync(GrpcDuplexCall call)
    {
        await call.ReadAsync();
        await call.WriteAsync(call.Message);
        throw new InvalidOperationException("a secret");
    }

    private static async Task<GrpcStatus> FailLateAsync(GrpcDuplexCall call)
    {
        await call.ReadAsync();
        await call.WriteAsync(call.Message);
        return new GrpcStatus(GrpcStatusCode.Aborted, "späte Absage");
    }

    private TaskCompletionSource SignalOf(string name) =>
        ended.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
