using System.Collections.Immutable;
using Authz.Postgres.Tables;
using Authz.Store.Versions;
using Dapper;

namespace Authz.Postgres;

/// <summary>What replicas say of themselves in the database: at each look, on its clock.</summary>
public sealed class ReplicaDirectory : IReplicaDirectory
{
    private const string ListSql = """
        select name, digest, number, epoch, since, seen_at as SeenAt,
            extract(epoch from clock_timestamp() - seen_at)::double precision as SecondsAgo
        from authz.replicas order by name
        """;

    private const string ReportSql = """
        insert into authz.replicas (name, digest, number, epoch, since, seen_at)
        values (@Name, @Digest, @Number, @Epoch, @Since, clock_timestamp())
        on conflict (name) do update set digest = excluded.digest, number = excluded.number, epoch = excluded.epoch,
            since = excluded.since, seen_at = excluded.seen_at;
        delete from authz.replicas where seen_at < clock_timestamp() - @Forgotten;
        """;

    private readonly PostgresOptions options;
    private readonly Database database;
    private volatile ReplicaInForce? inForce;

    internal ReplicaDirectory(PostgresOptions options, Database database)
    {
        this.options = options;
        this.database = database;
    }

    /// <summary>Raised after <see cref="InForce"/> has changed, so that it is written soon.</summary>
    internal event Action? Changed;

    /// <summary>What this replica has in force; whoever shows a version to the checks sets it.</summary>
    public ReplicaInForce? InForce
    {
        get => inForce;
        set
        {
            inForce = value;
            Changed?.Invoke();
        }
    }

    public Task<ImmutableArray<ReplicaRecord>> ListAsync(CancellationToken cancellation) => database.ReadAsync(
        async connection =>
        {
            IEnumerable<ReplicaRow> rows = await connection
                .QueryAsync<ReplicaRow>(new CommandDefinition(ListSql, cancellationToken: cancellation)).ConfigureAwait(false);
            return rows.Select(static row => row.ToReplica()).ToImmutableArray();
        },
        cancellation);

    /// <summary>Writes what this replica has in force, and that it is there. Those that were silent for long go.</summary>
    internal Task ReportAsync(CancellationToken cancellation)
    {
        ReplicaInForce? now = inForce;
        return database.ExecuteAsync(
            ReportSql,
            new { Name = options.ReplicaName, now?.Digest, now?.Number, now?.Epoch, now?.Since, Forgotten = options.ReplicaForgottenAfter },
            cancellation);
    }

    /// <summary>It stops: nobody waits for it any more.</summary>
    internal Task ForgetAsync(CancellationToken cancellation) =>
        database.ExecuteAsync("delete from authz.replicas where name = @ReplicaName", new { options.ReplicaName }, cancellation);
}
