using System.Globalization;
using Authz.Store.Versions;
using Authz.Testing.Certificates;

namespace Authz.Postgres.Tests;

/// <summary>Whoever answers in the database's name says what is in force: it has to prove to be it.</summary>
public sealed class TlsTests(PostgresCluster cluster)
{
    [Fact]
    public async Task A_server_of_the_authority_that_was_given_is_followed_over_TLS()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica replica = await ReplicaAsync(database, "localhost", $"SSL Mode=VerifyFull;Root Certificate={cluster.AuthorityFile}");

        Assert.Null(replica.Repository.Contact.Problem);
        await replica.ActivateAsync("a");
        Assert.True(await database.QueryAsync<bool>(
            "select bool_and(ssl) from pg_stat_ssl join pg_stat_activity using (pid) where datname = current_database() and application_name = 'authz'"));
    }

    [Fact]
    public async Task A_server_of_another_authority_or_another_name_is_not()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        using var other = new TestAuthority("others");
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, other.CertificatePem, TestContext.Current.CancellationToken);
        foreach ((string host, string settings) in (IEnumerable<(string, string)>)
        [
            ("localhost", "SSL Mode=VerifyFull"),
            ("localhost", $"SSL Mode=VerifyFull;Root Certificate={file}"),
            ("localhost", $"SSL Mode=VerifyCA;Root Certificate={file}"),
            ("127.0.0.1", $"SSL Mode=VerifyFull;Root Certificate={cluster.AuthorityFile}"),
        ])
        {
            Replica replica = await ReplicaAsync(database, host, settings);

            Assert.Contains("does not prove to be it", replica.Repository.Contact.Problem, StringComparison.Ordinal);
            Assert.Contains("Root Certificate", replica.Repository.Contact.Problem, StringComparison.Ordinal);
            Assert.Contains(replica.Logger.Lines, static line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("does not prove", StringComparison.Ordinal));
            RepositoryException refused = await Assert.ThrowsAsync<RepositoryException>(() => replica.AddAsync("a"));
            Assert.Equal(RepositoryProblem.Unavailable, refused.Problem);
        }

        File.Delete(file);
    }

    [Fact]
    public async Task A_server_without_TLS_is_not_spoken_to_where_it_has_to_prove_itself()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        await SetTlsAsync(database, "off");
        try
        {
            Replica replica = await ReplicaAsync(database, "localhost", $"SSL Mode=VerifyFull;Root Certificate={cluster.AuthorityFile}");
            Assert.Contains("SSL", replica.Repository.Contact.Problem, StringComparison.Ordinal);
            await Assert.ThrowsAsync<RepositoryException>(() => replica.AddAsync("a"));

            // Of this machine it may be plain, unless it is said otherwise.
            Assert.Null((await ReplicaAsync(database, "localhost", "")).Repository.Contact.Problem);
        }
        finally
        {
            await SetTlsAsync(database, "on");
        }
    }

    private Task<Replica> ReplicaAsync(TestDatabase database, string host, string settings) => database.ReplicaAsync("a", options => options with
    {
        Address = DatabaseAddress.Parse(
            string.Create(CultureInfo.InvariantCulture, $"Host={host};Port={cluster.Port};Database={database.Name};Username=postgres;Maximum Pool Size=3;{settings}"), "the test"),
    });

    private static async Task SetTlsAsync(TestDatabase database, string value)
    {
        await database.ExecuteAsync($"alter system set ssl = {value}");
        await database.ExecuteAsync("select pg_reload_conf()");

        // The server hears of it when it comes to it.
        while (await database.QueryAsync<string>("show ssl") != value)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }
}
