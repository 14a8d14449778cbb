using Authz.LoadGenerator.Answers;
using Authz.LoadGenerator.Http2;
using Authz.LoadGenerator.Measuring;
using Authz.Workloads.Files;
using Authz.Workloads.Requests;

namespace Authz.LoadGenerator.Running;

/// <summary>
/// Sends requests when they are due, whatever became of those before, and takes the answers: one thread, which waits for the next of
/// either. So a server that stalls is asked on, and what it keeps waiting counts.
/// </summary>
public sealed class LoadLoop : IDisposable
{
    private static readonly TimeSpan readyTimeout = TimeSpan.FromSeconds(10);

    // How often what is seldom is looked at: timeouts and connections.
    private static readonly long careTicks = Clock.Ticks(TimeSpan.FromMilliseconds(5));

    private readonly LoadSettings settings;
    private readonly ConnectionPool pool;
    private readonly SocketWaiter waiter = new();
    private readonly Queue<CallSlot> unprocessed = new();
    private readonly VersionWatch? versions;
    private readonly long timeout;
    private Recorder recorder = new(TimeSpan.FromSeconds(1));
    private long now;
    private long caredAt;
    private int inFlight;
    private long turn;

    public LoadLoop(LoadSettings settings)
    {
        this.settings = settings;
        timeout = Clock.Ticks(settings.Timeout);
        versions = settings.Versions.Count > 0 ? new VersionWatch(settings.Versions, TimeProvider.System) : null;
        pool = new ConnectionPool(settings.Target, settings.Path, settings.Connections, settings.Churn, readsVersions: versions is not null, OnEnd);
    }

    /// <summary>Connections that were opened beyond the first ones.</summary>
    public int ConnectionsReplaced => pool.Replaced;

    /// <summary>Which versions answered, in the order of their list; empty: nobody looks at them.</summary>
    public IReadOnlyList<VersionSighting> VersionsSeen => versions?.Seen ?? [];

    /// <exception cref="IOException">Nobody listens, or what listens speaks no HTTP/2.</exception>
    public void Connect(CancellationToken cancellationToken)
    {
        SocketWaiter.BePunctual();
        long deadline = Clock.Now + Clock.Ticks(readyTimeout);
        while (!pool.IsReady)
        {
            Turn(TimeSpan.FromMilliseconds(1));
            cancellationToken.ThrowIfCancellationRequested();
            if (now > deadline)
            {
                throw new IOException($"{settings.Target.Authority} does not answer with HTTP/2: {pool.LastFailure ?? "no settings came"}");
            }
        }

        FramedRequest longest = settings.Requests.MaxBy(request => request.Frame.Length) ?? throw new InvalidDataException("there are no requests");
        if (!pool.All.All(connection => connection.Fits(longest.Frame.Length)))
        {
            throw new InvalidDataException($"a request of {longest.Frame.Length} bytes is longer than the server's window for one call");
        }
    }

    /// <summary>Runs one phase to its end, and waits for what it sent.</summary>
    public void Run(Phase phase, Recorder into, CancellationToken cancellationToken)
    {
        SocketWaiter.BePunctual();
        recorder = into;
        now = Clock.Now;
        long start = now;
        long end = start + Clock.Ticks(phase.Duration);
        into.Start(start);
        var schedule = new Schedule(phase, start);
        while (now < end && !cancellationToken.IsCancellationRequested)
        {
            SendAgain();
            if (phase.Closed > 0)
            {
                Refill(phase.Closed);
            }
            else
            {
                SendDue(schedule);
            }

            Turn(schedule.UntilNext(now, careTicks, isWaiting: phase.Closed > 0));
        }

        schedule.EndAt(Math.Min(end, now));
        Drain(schedule);
        into.End(now);
    }

    public void Dispose() => pool.Dispose();

    private void Drain(Schedule schedule)
    {
        long last = now + timeout + careTicks;
        while ((inFlight > 0 || schedule.IsDue(now)) && now <= last)
        {
            SendAgain();
            SendDue(schedule);
            Turn(TimeSpan.FromMilliseconds(1));
        }

        // What was due and found no connection was never answered either.
        for (; schedule.IsDue(now); schedule.Advance())
        {
            recorder.RecordUnsent(schedule.Next, now);
        }

        foreach (CallSlot call in unprocessed)
        {
            recorder.RecordUnsent(call.Intended, now);
            inFlight--;
        }

        unprocessed.Clear();
    }

    private void Refill(int closed)
    {
        while (inFlight < closed && TrySend(now))
        {
        }
    }

    private void SendDue(Schedule schedule)
    {
        while (schedule.IsDue(now))
        {
            if (now - schedule.Next > timeout)
            {
                recorder.RecordUnsent(schedule.Next, now);
            }
            else if (!TrySend(schedule.Next))
            {
                return;
            }

            schedule.Advance();
        }
    }

    private bool TrySend(long intended)
    {
        int request = (int)(turn % settings.Requests.Count);
        byte[] frame = settings.Requests[request].Frame;
        if (pool.Next(frame.Length) is not { } connection)
        {
            return false;
        }

        turn++;
        inFlight++;
        connection.Send(frame, CallOf(request, intended));
        return true;
    }

    private void SendAgain()
    {
        while (unprocessed.TryPeek(out CallSlot call))
        {
            byte[] frame = settings.Requests[call.Request].Frame;
            if (now - call.Intended > timeout)
            {
                recorder.RecordUnsent(call.Intended, now);
                inFlight--;
            }
            else if (pool.Next(frame.Length) is { } connection)
            {
                connection.Send(frame, CallOf(call.Request, call.Intended));
            }
            else
            {
                return;
            }

            unprocessed.Dequeue();
        }
    }

    private void Turn(TimeSpan wait)
    {
        IReadOnlyList<Http2Connection> connections = pool.All;
        for (int i = 0; i < connections.Count; i++)
        {
            connections[i].Flush();
        }

        waiter.Wait(connections, wait);
        for (int i = 0; i < connections.Count; i++)
        {
            if (waiter.IsReadable(i))
            {
                now = Clock.Now;
                connections[i].Receive();
            }
        }

        now = Clock.Now;
        if (now - caredAt >= careTicks)
        {
            caredAt = now;
            for (int i = 0; i < connections.Count; i++)
            {
                connections[i].TimeOut(now - timeout);
            }

            pool.Maintain(now);
            recorder.Tick(now);
        }
    }

    private void OnEnd(in CallSlot call, CallOutcome outcome, int detail)
    {
        if (outcome == CallOutcome.Unprocessed)
        {
            recorder.RecordRetry();
            unprocessed.Enqueue(call);
            return;
        }

        inFlight--;
        ExpectedVerdict expected = settings.Requests[call.Request].Expected;
        if (versions is not null && outcome == CallOutcome.Answered && call.Answer != AnswerKind.Error
            && versions.Note(in call, out expected) is { } fault)
        {
            recorder.RecordWrong(in call, fault, now);
            return;
        }

        recorder.Record(in call, outcome, detail, expected, now);
    }

    private CallSlot CallOf(int request, long intended) =>
        new() { Request = request, Intended = intended, Sent = now, VersionFloor = versions?.Newest ?? 0 };
}
