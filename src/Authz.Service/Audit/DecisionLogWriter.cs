using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using Authz.Grpc.Limits;

namespace Authz.Service.Audit;

/// <summary>
/// Makes lines of what was recorded, on a thread of its own. It looks at the queue at a fixed pace, so that no check has to wake it, and
/// writes all that is there at once. What cannot be written is kept and tried again, while the queue fills and its rule says what follows.
/// </summary>
internal sealed partial class DecisionLogWriter : IHostedService, IDisposable
{
    /// <summary>A decision is on its way to the file after this time, if the file takes it.</summary>
    public static readonly TimeSpan PaceMax = TimeSpan.FromMilliseconds(10);

    public static readonly TimeSpan RetryPace = TimeSpan.FromMilliseconds(200);

    /// <summary>How often to look whether the file was moved away.</summary>
    public static readonly TimeSpan RotationPace = TimeSpan.FromSeconds(1);

    /// <summary>How long the end of the process waits for a file that takes nothing.</summary>
    public static readonly TimeSpan StopTimeMax = TimeSpan.FromSeconds(3);

    /// <summary>A write is no longer than this and one line.</summary>
    public const int BatchBytes = 256 * 1024;

    private readonly DecisionLog log;
    private readonly DecisionLogSettings settings;
    private readonly LogMarks marks;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly LogPace failurePace = new();
    private readonly LogPace lossPace = new();
    private readonly LineBuffer head = new(1024);
    private readonly LineBuffer lines = new(BatchBytes + (16 * 1024));
    private readonly ManualResetEvent stopping = new(false);
    private Thread? thread;
    private PosixSignalRegistration? hangUp;
    private DecisionLogFile? file;
    private bool isFailing;
    private bool isStopTold;
    private bool isStopped;
    private bool isReopenWanted;
    private long retryAt;
    private long lookAt;
    private long written;
    private long lostTold;
    private DateTimeOffset lostSeenAt;

    public DecisionLogWriter(
        DecisionLog log,
        DecisionLogSettings settings,
        ulong instance,
        TimeProvider clock,
        IMeterFactory meters,
        ILogger<DecisionLogWriter> logger)
    {
        this.log = log;
        this.settings = settings;
        this.clock = clock;
        this.logger = logger;
        marks = new LogMarks(instance, settings);
        Meter meter = meters.Create("Authz");
        meter.CreateObservableCounter(
            "authz.decision_log.lines", () => Volatile.Read(ref written), "{decision}", "Decisions written to the decision log.");
        meter.CreateObservableCounter(
            "authz.decision_log.lost", () => log.Lost, "{decision}", "Decisions that found the queue of the decision log full: refused or dropped, as is set.");
        meter.CreateObservableGauge(
            "authz.decision_log.waiting", () => log.Queue.Count, "{decision}", "Decisions that wait to be written.");
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Open();
        if (!OperatingSystem.IsWindows() && !settings.IsStandardOutput)
        {
            hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
            {
                // Else it would end the process.
                signal.Cancel = true;
                Volatile.Write(ref isReopenWanted, true);
            });
        }

        thread = new Thread(Run) { Name = "decision log", IsBackground = true };
        thread.Start();
        return Task.CompletedTask;
    }

    /// <summary>Called when nobody asks any more: what was recorded is written.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.Run(Stop, CancellationToken.None);

    public void Dispose() => Stop();

    /// <summary>Throws an <see cref="IOException"/> that says what to mend.</summary>
    internal void Open()
    {
        file = DecisionLogFile.Open(settings);
        lostSeenAt = clock.GetUtcNow();
        marks.WriteStart(head, lostSeenAt);
    }

    /// <summary>Writes what is there. One thread at a time calls it.</summary>
    internal void Pump()
    {
        LookForRotation();
        while (TryWrite() && Fill())
        {
        }
    }

    /// <summary>Writes the rest, and that it is the rest. False: not all of it could be written.</summary>
    internal bool Finish()
    {
        log.Queue.Close();
        Pump();
        if (isFailing || !log.Queue.IsDone)
        {
            return false;
        }

        if (!isStopTold)
        {
            isStopTold = true;
            marks.WriteStop(lines, clock.GetUtcNow(), written, log.Lost);
        }

        return TryWrite();
    }

    private void Run()
    {
        while (!stopping.WaitOne(PaceMax))
        {
            Pump();
        }

        long began = clock.GetTimestamp();
        while (!Finish() && clock.GetElapsedTime(began) < StopTimeMax)
        {
            Thread.Sleep(PaceMax);
        }
    }

    private void Stop()
    {
        if (isStopped)
        {
            return;
        }

        isStopped = true;
        stopping.Set();
        hangUp?.Dispose();
        bool isEnded = thread?.Join(StopTimeMax + StopTimeMax) ?? true;

        // A write that never comes back still holds both.
        if (isEnded)
        {
            file?.Dispose();
            stopping.Dispose();
        }

        if (log.Queue.Count > 0 || lines.Length > 0)
        {
            Log.Unwritten(logger, log.Queue.Count);
        }
    }

    /// <summary>Makes lines until a write's worth is there. False: there was nothing.</summary>
    private bool Fill()
    {
        while (lines.Length < BatchBytes && log.Queue.TryTake(out DecisionRecord record))
        {
            WriteLine(in record);
        }

        TellLost();
        return lines.Length > 0;
    }

    private void WriteLine(in DecisionRecord record)
    {
        int before = lines.Length;
        try
        {
            DecisionLine.Write(lines, in record);
            written++;
        }
        catch (Exception failure) when (failure is IndexOutOfRangeException or ArgumentException or InvalidOperationException)
        {
            // A fault of ours in one line must not end all others, nor the process.
            lines.CutTo(before);
            log.NoteLost();
            Log.Faulty(logger, record.Id.ToString(), failure);
        }
    }

    private void TellLost()
    {
        // In this order, so that whatever the count lacks was lost after the time from which the next gap is told.
        DateTimeOffset seenAt = clock.GetUtcNow();
        long lost = log.Lost;
        if (lost > lostTold)
        {
            DateTimeOffset now = clock.GetUtcNow();
            marks.WriteGap(lines, lostSeenAt, now, lost - lostTold);
            if (lossPace.IsDue(now))
            {
                Log.Lost(logger, lost - lostTold, settings.Full);
            }

            lostTold = lost;
        }

        lostSeenAt = seenAt;
    }

    private bool TryWrite()
    {
        if (head.Length + lines.Length == 0)
        {
            return true;
        }

        if (file is null || (isFailing && clock.GetTimestamp() < retryAt))
        {
            return false;
        }

        try
        {
            Append(file, head);
            Append(file, lines);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            isFailing = true;
            retryAt = clock.GetTimestamp() + Ticks(RetryPace);
            if (failurePace.IsDue(clock.GetUtcNow()))
            {
                Log.Failing(logger, settings.Path, failure.Message);
            }

            return false;
        }

        if (isFailing)
        {
            isFailing = false;
            Log.Recovered(logger, settings.Path);
        }

        return true;
    }

    private static void Append(DecisionLogFile file, LineBuffer buffer)
    {
        if (buffer.Length > 0)
        {
            file.Append(buffer.Written);
            buffer.Clear();
        }
    }

    private void LookForRotation()
    {
        long now = clock.GetTimestamp();
        bool isWanted = Volatile.Read(ref isReopenWanted);
        if (file is null || (!isWanted && now < lookAt))
        {
            return;
        }

        lookAt = now + Ticks(RotationPace);
        Volatile.Write(ref isReopenWanted, false);
        try
        {
            if (isWanted || file.IsMoved())
            {
                file.Reopen();
                marks.WriteContinue(head, clock.GetUtcNow(), written, log.Lost);
                Log.Reopened(logger, settings.Path);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (failurePace.IsDue(clock.GetUtcNow()))
            {
                Log.Failing(logger, settings.Path, failure.Message);
            }
        }
    }

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * clock.TimestampFrequency);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "the decision log {Path} cannot be written: {Problem}. It is tried again; decisions wait in the queue")]
        public static partial void Failing(ILogger logger, string path, string problem);

        [LoggerMessage(Level = LogLevel.Information, Message = "the decision log {Path} is written again")]
        public static partial void Recovered(ILogger logger, string path);

        [LoggerMessage(Level = LogLevel.Information, Message = "the decision log goes on in a new file at {Path}")]
        public static partial void Reopened(ILogger logger, string path);

        [LoggerMessage(Level = LogLevel.Error, Message = "the queue of the decision log was full: {Count} decisions are not in it ({Full})")]
        public static partial void Lost(ILogger logger, long count, DecisionLogFull full);

        [LoggerMessage(Level = LogLevel.Error, Message = "the line of decision {DecisionId} could not be made, by a fault of this program")]
        public static partial void Faulty(ILogger logger, string decisionId, Exception failure);

        [LoggerMessage(Level = LogLevel.Error, Message = "the service ends, and {Count} decisions or more could not be written to the decision log")]
        public static partial void Unwritten(ILogger logger, long count);
    }
}
