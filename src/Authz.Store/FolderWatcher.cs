using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Authz.Store;

/// <summary>Looks at the folder for as long as the service runs: at a hint, at the poll, and again until it has settled.</summary>
public sealed partial class FolderWatcher : BackgroundService
{
    /// <summary>After a fault of our own, so that it neither ends the watch nor fills the log.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    private readonly FolderSource source;
    private readonly FolderHints? hints;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly long started;
    private bool hasGivenBack;

    public FolderWatcher(FolderSource source, TimeProvider clock, ILogger<FolderWatcher> logger)
        : this(source, new FolderHints(source.Folder, logger), clock, logger)
    {
    }

    /// <param name="hints">Null: by polling alone.</param>
    internal FolderWatcher(FolderSource source, FolderHints? hints, TimeProvider clock, ILogger logger)
    {
        this.source = source;
        this.hints = hints;
        this.clock = clock;
        this.logger = logger;
        started = clock.GetTimestamp();
        source.Follow(() => hints?.Wake());
    }

    public override void Dispose()
    {
        hints?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                // The watch comes before the look: what changes during the look is hinted after it.
                hints?.Arm();
                hints?.Forget();
                FolderStep step = await LookAsync().ConfigureAwait(false);
                await WaitAsync(step, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; what is in force stays in force until the last call is answered.
        }
    }

    /// <summary>On a thread of its own: of a pool of two threads one would be gone for as long as a version compiles, and calls would wait.</summary>
    private Task<FolderStep> LookAsync() => Task.Factory.StartNew(
        Look, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    private FolderStep Look()
    {
        try
        {
            FolderStep step = source.Step(clock.GetElapsedTime(started));
            GiveMemoryBack();
            return step;
        }
        catch (Exception failure)
        {
            Log.LookFailed(logger, source.Folder, failure);
            return new FolderStep(IsSettling: true, RetryDelay);
        }
    }

    // Outside the step, which holds the files' bytes until it returns.
    private void GiveMemoryBack()
    {
        if (!hasGivenBack && source.HasVersion)
        {
            hasGivenBack = true;
            LoadMemory.GiveBackOfFirst();
        }
    }

    private Task WaitAsync(FolderStep step, CancellationToken stopping) =>
        hints is null || step.IsSettling
            ? Task.Delay(step.NextLook, clock, stopping)
            : hints.WaitAsync(step.NextLook, clock, stopping);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "looking at {Folder} failed; the version in force stays")]
        public static partial void LookFailed(ILogger logger, string folder, Exception failure);
    }
}
