using Authz.Postgres.Schema;
using Authz.Store.Versions;

namespace Authz.Postgres.Tests;

public sealed class SchemaTests(PostgresCluster cluster)
{
    [Fact]
    public async Task The_tables_are_made_once_however_many_replicas_start()
    {
        await using TestDatabase database = await TestDatabase.CreateEmptyAsync(cluster);

        Replica[] replicas = await Task.WhenAll(database.ReplicaAsync("a"), database.ReplicaAsync("b"), database.ReplicaAsync("c"));

        Assert.Equal([null, null, null], replicas.Select(static replica => replica.Repository.Contact.Problem));
        Assert.Equal(Migration.All.Length, await database.QueryAsync<long>("select count(*) from authz.migrations"));
        await replicas[0].RestartAsync();
        await replicas[0].RefreshAsync();
        Assert.Null(replicas[0].Repository.Contact.Problem);
        Assert.Equal(Migration.All.Length, await database.QueryAsync<long>("select count(*) from authz.migrations"));
    }

    [Fact]
    public async Task A_schema_newer_than_the_program_is_refused_and_the_copy_is_served()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica replica = await database.ReplicaAsync();
        Activation active = await replica.ActivateAsync("a");
        await database.ExecuteAsync("insert into authz.migrations (number, name) values (999, '0999-later')");

        await replica.RestartAsync();
        await replica.RefreshAsync();

        Assert.Contains("schema has the number 999", replica.Repository.Contact.Problem, StringComparison.Ordinal);
        Assert.Contains("a newer release", replica.Repository.Contact.Problem, StringComparison.Ordinal);
        Assert.Equal(active, replica.State.Active);
    }

    [Fact]
    public void Migrations_are_numbered_without_a_gap() =>
        Assert.Equal(Enumerable.Range(1, Migration.All.Length), Migration.All.Select(static migration => migration.Number));
}
