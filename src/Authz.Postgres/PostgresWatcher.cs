using System.Threading.Channels;
using Authz.Store.Versions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Authz.Postgres;

/// <summary>Follows the database for as long as the service runs: at a notice, and at the poll.</summary>
public sealed partial class PostgresWatcher : BackgroundService
{
    /// <summary>For the last word to the others when the service stops.</summary>
    private static readonly TimeSpan FarewellMax = TimeSpan.FromSeconds(2);

    private readonly PostgresRepository repository;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly ChangeListener listener;
    private readonly Channel<bool> wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private string? reportProblem;

    public PostgresWatcher(PostgresRepository repository, TimeProvider clock, ILogger<PostgresWatcher> logger)
    {
        this.repository = repository;
        this.clock = clock;
        this.logger = logger;
        listener = new ChangeListener(repository.Database, clock, logger, Wake);
        repository.Replicas.Changed += Wake;
    }

    public override void Dispose()
    {
        repository.Replicas.Changed -= Wake;
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Task listening = listener.RunAsync(stoppingToken);
        try
        {
            while (true)
            {
                await LookAsync(stoppingToken).ConfigureAwait(false);
                await ReportAsync(stoppingToken).ConfigureAwait(false);
                await WaitAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await SayFarewellAsync().ConfigureAwait(false);
        }
        finally
        {
            await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A fault of this program in what only follows must not end what answers checks.
    private async Task LookAsync(CancellationToken stopping)
    {
        try
        {
            await repository.RefreshAsync(stopping).ConfigureAwait(false);
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            Log.LookFailed(logger, failure);
        }
    }

    private async Task ReportAsync(CancellationToken cancellation)
    {
        // A database that cannot be read is not asked a second time.
        if (repository.Contact is { Problem: not null, IsRefused: false })
        {
            return;
        }

        try
        {
            await repository.Replicas.ReportAsync(cancellation).ConfigureAwait(false);
            reportProblem = null;
        }
        catch (RepositoryException failure)
        {
            if (failure.Message != reportProblem)
            {
                Log.NotReported(logger, failure.Message);
            }

            reportProblem = failure.Message;
        }
    }

    private async Task WaitAsync(CancellationToken stopping)
    {
        ITimer timer = clock.CreateTimer(_ => Wake(), null, repository.Options.Poll, Timeout.InfiniteTimeSpan);
        await using (timer.ConfigureAwait(false))
        {
            await wakes.Reader.ReadAsync(stopping).ConfigureAwait(false);
        }
    }

    private async Task SayFarewellAsync()
    {
        using var limit = new CancellationTokenSource(FarewellMax, clock);
        try
        {
            await repository.Replicas.ForgetAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is RepositoryException or OperationCanceledException)
        {
            // The others see how long ago it was there.
        }
    }

    private void Wake() => wakes.Writer.TryWrite(true);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "looking at the database failed by a fault of this program; the version in force stays")]
        public static partial void LookFailed(ILogger logger, Exception failure);

        [LoggerMessage(Level = LogLevel.Warning, Message = "what this replica has in force cannot be told to the others: {Problem}")]
        public static partial void NotReported(ILogger logger, string problem);
    }
}
