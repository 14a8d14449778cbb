using System.Globalization;
using Dapper;
using Npgsql;

namespace Authz.Postgres.Tests;

/// <summary>A database of one test, and what an administrator does to it by hand.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private static int count;

    private readonly PostgresCluster cluster;
    private readonly List<Replica> replicas = [];

    private TestDatabase(PostgresCluster cluster, string name)
    {
        this.cluster = cluster;
        Name = name;
    }

    public string Name { get; }

    /// <summary>With the tables of this release.</summary>
    public static async Task<TestDatabase> CreateAsync(PostgresCluster cluster) => await CreateAsync(cluster, await cluster.TemplateAsync());

    /// <summary>As an administrator creates it.</summary>
    public static Task<TestDatabase> CreateEmptyAsync(PostgresCluster cluster) => CreateAsync(cluster, "template1");

    private static async Task<TestDatabase> CreateAsync(PostgresCluster cluster, string template)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref count)}");
        await using NpgsqlConnection connection = await OpenAsync(Text(cluster, "postgres", "postgres"));
        await connection.ExecuteAsync($"create database {name} template {template}");
        return new TestDatabase(cluster, name);
    }

    public string ConnectionString(string user = "postgres") => Text(cluster, Name, user);

    public DatabaseAddress Address(string user = "postgres") => DatabaseAddress.Parse(ConnectionString(user), "the test");

    /// <summary>One that has looked once.</summary>
    public async Task<Replica> ReplicaAsync(string name = "a", Func<PostgresOptions, PostgresOptions>? change = null)
    {
        var replica = new Replica(this, name, change ?? (static options => options));
        replicas.Add(replica);
        await replica.Repository.RefreshAsync(TestContext.Current.CancellationToken);
        return replica;
    }

    public async Task<NpgsqlConnection> OpenAsync() => await OpenAsync(ConnectionString());

    public async Task<int> ExecuteAsync(string sql, object? parameters = null)
    {
        await using NpgsqlConnection connection = await OpenAsync();
        return await connection.ExecuteAsync(sql, parameters);
    }

    public async Task<T?> QueryAsync<T>(string sql)
    {
        await using NpgsqlConnection connection = await OpenAsync();
        return await connection.ExecuteScalarAsync<T>(sql);
    }

    /// <summary>Ends the connections whose last command is such a one, as soon as there is one.</summary>
    public async Task EndConnectionsAsync(string like)
    {
        await using NpgsqlConnection connection = await OpenAsync();
        while (await connection.ExecuteScalarAsync<long>(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = @Name and pid <> pg_backend_pid() and query ilike @like",
            new { Name, like }) == 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Replica replica in replicas)
        {
            await replica.DisposeAsync();
        }
    }

    private static string Text(PostgresCluster cluster, string database, string user) =>
        string.Create(CultureInfo.InvariantCulture, $"Host={cluster.Folder};Port={cluster.Port};Database={database};Username={user};Maximum Pool Size=5");

    private static async Task<NpgsqlConnection> OpenAsync(string text)
    {
        var connection = new NpgsqlConnection(text + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
