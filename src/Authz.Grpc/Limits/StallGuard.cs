using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.Grpc.Limits;

/// <summary>
/// Closes connections whose clients leave the answer of a unary call untaken. Kestrel's own rate for responses does not: each PING, its own or
/// an acknowledgement, and each header of a new answer begins its time anew, though the client's windows stay closed.
/// </summary>
internal sealed class StallGuard : IDisposable
{
    /// <summary>Looks in the time that an answer may wait: it is found between that time and a quarter more.</summary>
    private const int LooksPerTime = 4;

    private readonly ConcurrentDictionary<UntakenAnswers, byte> open = new();
    private readonly RefusalLog refusals;
    private readonly TimeSpan timeMax;
    private readonly ITimer timer;
    private readonly Lock looking = new();

    public StallGuard(GrpcLimits limits, RefusalLog refusals, TimeProvider clock)
    {
        this.refusals = refusals;
        timeMax = limits.StallTimeMax;
        timer = clock.CreateTimer(_ => Look(), null, timeMax / LooksPerTime, timeMax / LooksPerTime);
    }

    /// <summary>Blocks of answers that were not taken yet, over all connections.</summary>
    internal int Untaken
    {
        get
        {
            lock (looking)
            {
                return open.Keys.Sum(static answers => answers.Count);
            }
        }
    }

    /// <summary>With the limits, the log and the clock of a container.</summary>
    public static StallGuard Of(IServiceProvider provider) => new(
        provider.GetRequiredService<GrpcLimits>(), provider.GetRequiredService<RefusalLog>(), provider.GetService<TimeProvider>() ?? TimeProvider.System);

    /// <summary>Stands before everything that answers on the connection.</summary>
    public ConnectionDelegate Guard(ConnectionDelegate next) => connection => WatchAsync(connection, next);

    public void Dispose() => timer.Dispose();

    private async Task WatchAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var answers = new UntakenAnswers(connection);
        connection.Features.Set(answers);
        open.TryAdd(answers, 0);
        try
        {
            await next(connection);
        }
        finally
        {
            open.TryRemove(answers, out _);
        }
    }

    private void Look()
    {
        // One at a time: a cohort's place is its age.
        lock (looking)
        {
            foreach ((UntakenAnswers answers, _) in open)
            {
                // Of one that has gone meanwhile nothing is left to close.
                if (answers.Age(LooksPerTime) && open.TryRemove(answers, out _))
                {
                    refusals.Note(GrpcRefusal.Stall, (long)timeMax.TotalSeconds);
                    answers.Close("Its client did not take an answer for as long as it may wait.");
                }
            }
        }
    }
}
