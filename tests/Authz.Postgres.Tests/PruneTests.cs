using Authz.Store.Versions;

namespace Authz.Postgres.Tests;

/// <summary>What goes from the database by itself, and what never does.</summary>
public sealed class PruneTests(PostgresCluster cluster)
{
    /// <summary>However few are to be kept, these are.</summary>
    private const int LeastKept = 10;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Old_candidates_go_and_what_was_or_is_in_force_somewhere_stays()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica replica = await database.ReplicaAsync("a", static options => options with { VersionsMax = 3 });
        Activation former = await replica.ActivateAsync("former");
        Activation active = await replica.ActivateAsync("active");
        VersionRecord elsewhere = await replica.AddAsync("elsewhere");
        replica.Repository.Replicas.InForce = new ReplicaInForce(elsewhere.Digest, elsewhere.Number, 1, replica.Clock.GetUtcNow());
        await replica.Repository.Replicas.ReportAsync(Cancellation);
        VersionRecord old = await replica.AddAsync("old");
        await replica.Repository.ApproveAsync(old.Digest, "bob", "", Cancellation);
        for (int i = 1; i < LeastKept; i++)
        {
            await replica.AddAsync($"new{i}");
        }

        Assert.Equal(LeastKept + 3, await database.QueryAsync<long>("select count(*) from authz.versions"));
        await replica.AddAsync("newest");

        Assert.Null(await database.QueryAsync<string>($"select digest from authz.versions where digest = '{old.Digest}'"));
        Assert.Equal(0, await database.QueryAsync<long>("select count(*) from authz.approvals"));
        Assert.Equal(LeastKept + 3, await database.QueryAsync<long>("select count(*) from authz.versions"));

        // A file of its own for each that stays, and the one that all have.
        Assert.Equal(LeastKept + 4, await database.QueryAsync<long>("select count(*) from authz.objects"));
        Assert.Equal(2, await database.QueryAsync<long>("select count(*) from authz.activations"));
        Replica newcomer = await database.ReplicaAsync("b");
        foreach (string digest in (string[])[former.Digest, active.Digest, elsewhere.Digest])
        {
            VersionRecord? kept = newcomer.State.Find(digest);
            Assert.NotNull(kept);
            Assert.Equal(2, (await newcomer.Repository.ReadAsync(kept, Cancellation)).Files.Count);
        }

        // Who rolls back finds what was in force before, and whoever publishes again what went gets a number that nobody had.
        Assert.Equal(3, (await replica.Repository.ActivateAsync(new ActivationOrder(former.Digest, "ann", "", IsPinned: true), Cancellation)).Epoch);
        Assert.Equal(LeastKept + 5, (await replica.AddAsync("old")).Number);
    }

    [Fact]
    public async Task A_database_that_lets_nothing_go_takes_what_is_new()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica replica = await database.ReplicaAsync();
        await database.ExecuteAsync("drop function authz.prune");

        Assert.Equal(1, (await replica.AddAsync("a")).Number);
        Assert.Contains(replica.Logger.Lines, static line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("stay", StringComparison.Ordinal));
    }
}
