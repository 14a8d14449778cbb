using System.Data;
using Authz.Store.Versions;
using Dapper;
using Npgsql;

namespace Authz.Postgres.Schema;

/// <summary>
/// Makes the tables where they are not there, and brings older ones up to date: all steps in one transaction, behind a lock, so that
/// of many replicas that start at once one does it and the others find it done.
/// </summary>
internal static class SchemaMigrator
{
    /// <summary>The key is "authz" as bytes.</summary>
    private const string LockSql = "select pg_advisory_lock(418582390906)";

    private const string UnlockSql = "select pg_advisory_unlock(418582390906)";

    private const string InstalledSql = "select to_regclass('authz.migrations') is not null";

    private const string NumberSql = "select coalesce(max(number), 0) from authz.migrations";

    private const string TableSql = """
        create schema if not exists authz;
        create table if not exists authz.migrations (
            number integer primary key, name text not null, applied_at timestamptz not null default now());
        """;

    /// <summary>Changes nothing, and needs no right to, where the schema is that of this program.</summary>
    /// <exception cref="RepositoryException">The schema is newer than this program.</exception>
    public static async Task EnsureAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (await NumberAsync(connection, cancellation).ConfigureAwait(false) == Migration.Latest)
        {
            return;
        }

        // Before the transaction, which sees only tables that were there when it began.
        await RunAsync(connection, LockSql, cancellation).ConfigureAwait(false);
        try
        {
            await MigrateNeedsLockAsync(connection, cancellation).ConfigureAwait(false);
        }
        finally
        {
            // A connection that was lost has let go of it.
            if (connection.State == ConnectionState.Open)
            {
                await RunAsync(connection, UnlockSql, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private static async Task MigrateNeedsLockAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);

        // Another replica may have done it meanwhile.
        int number = await NumberAsync(connection, cancellation).ConfigureAwait(false);
        if (number < Migration.Latest)
        {
            await RunAsync(connection, TableSql, cancellation).ConfigureAwait(false);
        }

        foreach (Migration migration in Migration.All.Where(migration => migration.Number > number))
        {
            await RunAsync(connection, migration.Sql, cancellation).ConfigureAwait(false);
            await connection.ExecuteAsync(new CommandDefinition(
                "insert into authz.migrations (number, name) values (@Number, @Name)",
                new { migration.Number, migration.Name },
                cancellationToken: cancellation)).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
    }

    private static async Task<int> NumberAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(InstalledSql, cancellationToken: cancellation)).ConfigureAwait(false))
        {
            return 0;
        }

        int number = await connection.ExecuteScalarAsync<int>(new CommandDefinition(NumberSql, cancellationToken: cancellation)).ConfigureAwait(false);
        return number <= Migration.Latest
            ? number
            : throw new RepositoryException(
                RepositoryProblem.Invalid,
                $"its schema has the number {number}, and this program knows {Migration.Latest} as the latest: "
                + "a newer release has migrated it. Run that release here too, or give this one a database of its own");
    }

    private static Task<int> RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation) =>
        connection.ExecuteAsync(new CommandDefinition(sql, cancellationToken: cancellation));
}
