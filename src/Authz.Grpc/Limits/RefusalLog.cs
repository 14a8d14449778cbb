using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Authz.Grpc.Limits;

/// <summary>Tells who runs the server that a limit was reached: each time in a counter, once a minute in the log.</summary>
internal sealed partial class RefusalLog
{
    public const string MeterName = "Authz.Grpc";
    public const string CounterName = "authz.grpc.refusals";

    private static readonly int Kinds = Enum.GetValues<GrpcRefusal>().Length;

    private readonly ILogger logger;
    private readonly TimeProvider clock;
    private readonly Counter<long>? counter;
    private readonly long[] untold = new long[Kinds];
    private readonly LogPace[] paces = [.. Enumerable.Range(0, Kinds).Select(static _ => new LogPace())];

    public RefusalLog(ILogger logger, TimeProvider clock, IMeterFactory? meters)
    {
        this.logger = logger;
        this.clock = clock;
        counter = meters?.Create(MeterName).CreateCounter<long>(
            CounterName, "{refusal}", "Connections, messages and streams that were refused because a limit was reached, and connections whose clients stalled.");
    }

    /// <summary>With the clock, the logs and the meters of a container, as far as it has them.</summary>
    public static RefusalLog Of(IServiceProvider provider) => new(
        provider.GetRequiredService<ILoggerFactory>().CreateLogger("Authz.Grpc"),
        provider.GetService<TimeProvider>() ?? TimeProvider.System,
        provider.GetService<IMeterFactory>());

    /// <param name="limit">The limit that was reached.</param>
    public void Note(GrpcRefusal refusal, long limit)
    {
        int kind = (int)refusal;
        counter?.Add(1, new KeyValuePair<string, object?>("kind", NameOf(refusal)));
        Interlocked.Increment(ref untold[kind]);
        if (paces[kind].IsDue(clock.GetUtcNow()))
        {
            Tell(refusal, Interlocked.Exchange(ref untold[kind], 0), limit);
        }
    }

    private void Tell(GrpcRefusal refusal, long count, long limit)
    {
        switch (refusal)
        {
            case GrpcRefusal.Connection:
                Log.Connections(logger, count, limit);
                break;
            case GrpcRefusal.Message:
                Log.Messages(logger, count, limit);
                break;
            case GrpcRefusal.Stream:
                Log.Streams(logger, count, limit);
                break;
            case GrpcRefusal.Stall:
                Log.Stalls(logger, count, limit);
                break;
        }
    }

    private static string NameOf(GrpcRefusal refusal) => refusal switch
    {
        GrpcRefusal.Connection => "connection",
        GrpcRefusal.Message => "message",
        GrpcRefusal.Stream => "stream",
        GrpcRefusal.Stall => "stall",
    };

    private static partial class Log
    {
        [LoggerMessage(EventId = 10, Level = LogLevel.Warning, Message = "{Count} connections were closed as they opened since this was last said: {Limit} are open, which is the limit. Those that are open are served")]
        public static partial void Connections(ILogger logger, long count, long limit);

        [LoggerMessage(EventId = 11, Level = LogLevel.Warning, Message = "{Count} calls were refused since this was last said, as their messages came too slowly: messages that are not whole yet hold {Limit} bytes, which is the limit. The call that has waited longest goes first")]
        public static partial void Messages(ILogger logger, long count, long limit);

        [LoggerMessage(EventId = 12, Level = LogLevel.Warning, Message = "{Count} streams were refused since this was last said: {Limit} of their method are open, which is the limit")]
        public static partial void Streams(ILogger logger, long count, long limit);

        [LoggerMessage(EventId = 13, Level = LogLevel.Warning, Message = "{Count} connections were closed since this was last said, as their clients did not take an answer for {Limit} seconds")]
        public static partial void Stalls(ILogger logger, long count, long limit);
    }
}
