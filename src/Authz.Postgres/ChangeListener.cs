using Authz.Store.Versions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Authz.Postgres;

/// <summary>Hears of changes on a connection of its own, and makes another when that is lost. What it misses, the poll finds.</summary>
internal sealed partial class ChangeListener(Database database, TimeProvider clock, ILogger logger, Action changed)
{
    public static readonly TimeSpan DelayMin = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(5);

    private const string ListenSql = "listen authz_changes";

    /// <summary>Ends with the token alone.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        TimeSpan delay = DelayMin;
        string? problem = null;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using NpgsqlConnection connection = await database.OpenAsync(stopping).ConfigureAwait(false);
                await using (var command = new NpgsqlCommand(ListenSql, connection))
                {
                    await command.ExecuteNonQueryAsync(stopping).ConfigureAwait(false);
                }

                delay = DelayMin;
                problem = null;

                // What changed before it listened was told to nobody.
                changed();
                await HearAsync(connection, stopping).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is RepositoryException or NpgsqlException or IOException or InvalidOperationException)
            {
                // Once for each reason, however long it lasts.
                if (failure.Message != problem)
                {
                    problem = failure.Message;
                    Log.Lost(logger, database.Name, problem);
                }

                await Task.Delay(delay, clock, stopping).ConfigureAwait(false);
                delay = delay * 2 < DelayMax ? delay * 2 : DelayMax;
            }
        }
    }

    private async Task HearAsync(NpgsqlConnection connection, CancellationToken stopping)
    {
        while (true)
        {
            await connection.WaitAsync(stopping).ConfigureAwait(false);
            changed();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message =
            "changes in {Database} are found by polling alone for now: {Reason}")]
        public static partial void Lost(ILogger logger, string database, string reason);
    }
}
