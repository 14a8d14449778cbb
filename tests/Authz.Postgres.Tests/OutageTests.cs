using Authz.Store.Versions;

namespace Authz.Postgres.Tests;

/// <summary>The database stops as in a crash, and starts again.</summary>
[Collection(nameof(StoppedDatabase))]
public sealed class OutageTests(PostgresCluster cluster)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replicas_go_on_with_what_they_have_and_follow_again()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica running = await database.ReplicaAsync("running");
        Replica restarted = await database.ReplicaAsync("restarted");
        await running.ActivateAsync("a");
        Activation active = await running.ActivateAsync("b");
        Revocation revocation = await running.RevokeAsync("a");
        await restarted.RefreshAsync();
        await cluster.StopAsync();
        try
        {
            await restarted.RestartAsync();
            foreach (Replica replica in new[] { running, restarted })
            {
                await replica.RefreshAsync();
                Assert.Contains(database.Name, replica.Repository.Contact.Problem, StringComparison.Ordinal);
                Assert.False(replica.Repository.Contact.IsRefused);
                Assert.Equal(active, replica.State.Active);
                Assert.Equal([revocation], replica.State.Revocations);
                VersionRecord? version = replica.State.Find(active.Digest);
                Assert.NotNull(version);
                Assert.Equal(2, (await replica.Repository.ReadAsync(version, Cancellation)).Files.Count);
                RepositoryException refused = await Assert.ThrowsAsync<RepositoryException>(() => replica.ActivateAsync("c"));
                Assert.Equal(RepositoryProblem.Unavailable, refused.Problem);
            }

            // One error, however often it was asked.
            await running.RefreshAsync();
            Assert.Single(running.Logger.Lines, static line => line.StartsWith("Error", StringComparison.Ordinal));

            // Who never had anything has nothing, and waits.
            Replica late = await database.ReplicaAsync("late");
            Assert.Null(late.State.Active);
        }
        finally
        {
            await cluster.StartAsync();
        }

        Assert.Equal(3, (await running.ActivateAsync("c")).Epoch);
        await restarted.RefreshAsync();
        Assert.Null(restarted.Repository.Contact.Problem);
        Assert.Equal(3, restarted.Epoch);
    }

    [Fact]
    public async Task Whoever_listened_listens_again_and_looks()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica one = await database.ReplicaAsync("one");
        Replica other = await database.ReplicaAsync("other", static options => options with { Poll = TimeSpan.FromDays(1) });
        await one.ActivateAsync("a");
        await other.FollowAsync();
        await other.WhenAsync(static state => state.Active?.Epoch == 1);
        await cluster.StopAsync();
        await cluster.StartAsync();
        await other.Clock.WhenTimerIsDueInAsync(ChangeListener.DelayMin);
        await one.ActivateAsync("b");
        Assert.Equal(1, other.Epoch);

        other.Clock.Advance(ChangeListener.DelayMin);

        await other.WhenAsync(static state => state.Active?.Epoch == 2);
    }

    [Fact]
    public async Task How_long_a_replica_is_cut_off_is_known_over_restarts()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica replica = await database.ReplicaAsync("a", static options => options with { PolicyAgeMax = TimeSpan.FromHours(1) });
        await replica.ActivateAsync("a");
        await cluster.StopAsync();
        try
        {
            replica.Clock.Advance(TimeSpan.FromMinutes(50));
            await replica.RefreshAsync();
            Assert.Equal(TimeSpan.FromMinutes(50), replica.Repository.CutOffFor);
            Assert.False(replica.Repository.IsTooOld);

            await replica.RestartAsync();
            await replica.RefreshAsync();
            Assert.Equal(TimeSpan.FromMinutes(50), replica.Repository.CutOffFor);
            replica.Clock.Advance(TimeSpan.FromMinutes(10));
            Assert.True(replica.Repository.IsTooOld);
            Assert.Collection(
                replica.Repository.Notices,
                static notice => Assert.Contains("cannot be asked", notice, StringComparison.Ordinal),
                static notice => Assert.Contains("--policy-age-max", notice, StringComparison.Ordinal));
        }
        finally
        {
            await cluster.StartAsync();
        }

        await replica.RefreshAsync();
        Assert.False(replica.Repository.IsTooOld);
        Assert.Empty(replica.Repository.Notices);
    }
}
