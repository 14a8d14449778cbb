using System.Data;
using System.Security.Authentication;
using Authz.Postgres.Schema;
using Authz.Store.Versions;
using Dapper;
using Npgsql;

namespace Authz.Postgres;

/// <summary>
/// Transactions, and what goes wrong with them in words for people. One that broke off before its first command is begun once more,
/// on another connection; any other is not, as nobody knows how far it came.
/// </summary>
internal sealed class Database(DatabaseAddress address) : IAsyncDisposable
{
    /// <summary>Changes wait for each other here; "authw" as bytes.</summary>
    private const string OneAtATimeSql = "select pg_advisory_xact_lock(418582390903)";

    /// <summary>A change that waits longer for another gives up; a replica that hangs amid one does not stop the others.</summary>
    private const string LimitsSql = "set local lock_timeout = '5s'; set local idle_in_transaction_session_timeout = '30s'";

    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(address.ConnectionString);

    public string Name => address.Name;

    /// <summary>Waits for no change, and sees one moment.</summary>
    public Task<TResult> ReadAsync<TResult>(Func<NpgsqlConnection, Task<TResult>> read, CancellationToken cancellation) => ExplainAsync(async () =>
    {
        (NpgsqlConnection connection, NpgsqlTransaction transaction) =
            await BeginAsync(IsolationLevel.RepeatableRead, cancellation).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            TResult result = await read(connection).ConfigureAwait(false);
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
            return result;
        }
    });

    /// <summary>All of it or nothing, and one at a time.</summary>
    public Task<TResult> ChangeAsync<TResult>(Func<NpgsqlConnection, Task<TResult>> change, CancellationToken cancellation) => ExplainAsync(async () =>
    {
        (NpgsqlConnection connection, NpgsqlTransaction transaction) =
            await BeginAsync(IsolationLevel.ReadCommitted, cancellation).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await connection.ExecuteAsync(new CommandDefinition(OneAtATimeSql, cancellationToken: cancellation)).ConfigureAwait(false);
            TResult result = await change(connection).ConfigureAwait(false);
            await CommitAsync(transaction).ConfigureAwait(false);
            return result;
        }
    });

    /// <summary>One statement that depends on no other.</summary>
    public Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellation) => ExplainAsync(async () =>
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellation)).ConfigureAwait(false);
    });

    public Task MigrateAsync(CancellationToken cancellation) => ExplainAsync(async () =>
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await SchemaMigrator.EnsureAsync(connection, cancellation).ConfigureAwait(false);
        return true;
    });

    public Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation) =>
        ExplainAsync(() => source.OpenConnectionAsync(cancellation).AsTask());

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task<(NpgsqlConnection Connection, NpgsqlTransaction Transaction)> BeginAsync(IsolationLevel isolation, CancellationToken cancellation)
    {
        try
        {
            return await TryBeginAsync(isolation, cancellation).ConfigureAwait(false);
        }
        catch (NpgsqlException failure) when (failure.IsTransient && !cancellation.IsCancellationRequested)
        {
            // A connection of the pool whose server has been started anew since.
            return await TryBeginAsync(isolation, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<(NpgsqlConnection Connection, NpgsqlTransaction Transaction)> TryBeginAsync(
        IsolationLevel isolation, CancellationToken cancellation)
    {
        NpgsqlConnection connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        try
        {
            NpgsqlTransaction transaction = await connection.BeginTransactionAsync(isolation, cancellation).ConfigureAwait(false);
            await connection.ExecuteAsync(new CommandDefinition(LimitsSql, cancellationToken: cancellation)).ConfigureAwait(false);
            return (connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // Not to be cancelled: what has begun to be lasting is waited for.
    private async Task CommitAsync(NpgsqlTransaction transaction)
    {
        try
        {
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (NpgsqlException failure) when (failure is not PostgresException || failure.IsTransient)
        {
            throw new RepositoryException(
                RepositoryProblem.Unavailable,
                $"the database {Name} went away while it was asked to make a change last: whether it did is not known. Look, and ask again",
                failure);
        }
    }

    private async Task<TResult> ExplainAsync<TResult>(Func<Task<TResult>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (PostgresException failure)
        {
            throw DatabaseProblems.Explain(failure, Name);
        }
        catch (Exception failure) when (failure is DataException or InvalidCastException or OverflowException or ArgumentOutOfRangeException)
        {
            // Whoever may insert a row must not stop every replica by it.
            throw new RepositoryException(
                RepositoryProblem.Damaged, $"the database {Name} has a row that cannot be read: {failure.Message}. Mend it, or remove it", failure);
        }
        catch (NpgsqlException failure) when (failure.InnerException is AuthenticationException untrusted)
        {
            throw new RepositoryException(
                RepositoryProblem.Unavailable,
                $"who answers as the database {Name} does not prove to be it: its certificate is of another authority, or for another name. "
                + $"Name its authority as `Root Certificate`, and as `Host` a name that is in its certificate; until then it is not asked ({untrusted.Message})",
                failure);
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException or InvalidOperationException { Source: "Npgsql" })
        {
            throw new RepositoryException(RepositoryProblem.Unavailable, $"the database {Name} cannot be used now: {failure.Message}", failure);
        }
    }
}
