using Authz.Store.Versions;

namespace Authz.Postgres.Tests;

public sealed class FollowTests(PostgresCluster cluster)
{
    /// <summary>Shorter than the listener waits before it tries again.</summary>
    private static readonly TimeSpan poll = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task Three_replicas_follow_what_one_of_them_does()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica[] replicas = [await database.ReplicaAsync("a"), await database.ReplicaAsync("b"), await database.ReplicaAsync("c")];
        foreach (Replica replica in replicas)
        {
            // Their clocks stand still, so that no poll helps.
            await replica.FollowAsync();
        }

        Activation activation = await replicas[0].ActivateAsync("a");
        await Task.WhenAll(replicas.Select(replica => replica.WhenAsync(state => state.Active == activation)));

        Revocation revocation = await replicas[1].RevokeAsync("a");
        await Task.WhenAll(replicas.Select(replica => replica.WhenAsync(state => state.Revocations.SequenceEqual([revocation]))));

        await replicas[2].Repository.LiftAsync(revocation.Id, "ann", "", TestContext.Current.CancellationToken);
        await Task.WhenAll(replicas.Select(replica => replica.WhenAsync(static state => state.Revocations.IsEmpty)));

        await database.ExecuteAsync("delete from authz.approvals; insert into authz.approvals select digest, 'by hand', now(), '' from authz.versions");
        await Task.WhenAll(replicas.Select(replica => replica.WhenAsync(static state => state.Approvals.Length == 1)));
    }

    [Fact]
    public async Task What_was_told_to_nobody_is_found_by_the_poll()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica one = await database.ReplicaAsync("one");
        Replica other = await database.ReplicaAsync("other", static options => options with { Poll = poll });
        await other.FollowAsync();
        await database.EndConnectionsAsync("listen%");
        await other.Clock.WhenTimerIsDueInAsync(ChangeListener.DelayMin);
        await other.Clock.WhenTimerIsDueInAsync(poll);

        Activation activation = await one.ActivateAsync("a");
        Assert.Null(other.State.Active);
        other.Clock.Advance(poll);

        await other.WhenAsync(state => state.Active == activation);
    }

    [Fact]
    public async Task A_listener_that_lost_its_connection_makes_another_and_looks()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica one = await database.ReplicaAsync("one");
        Replica other = await database.ReplicaAsync("other", static options => options with { Poll = TimeSpan.FromDays(1) });
        await other.FollowAsync();
        await database.EndConnectionsAsync("listen%");
        await other.Clock.WhenTimerIsDueInAsync(ChangeListener.DelayMin);

        await one.ActivateAsync("a");
        other.Clock.Advance(ChangeListener.DelayMin);
        await other.WhenAsync(static state => state.Active?.Epoch == 1);

        await one.ActivateAsync("b");
        await other.WhenAsync(static state => state.Active?.Epoch == 2);
    }

    [Fact]
    public async Task A_change_that_is_broken_off_leaves_what_was_before()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica replica = await database.ReplicaAsync();
        Activation before = await replica.ActivateAsync("a");
        VersionRecord next = await replica.AddAsync("b");

        // Somebody holds the table, so that the activation is amid its transaction when its connection ends.
        await using Npgsql.NpgsqlConnection holder = await database.OpenAsync();
        await using Npgsql.NpgsqlTransaction held = await holder.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await Dapper.SqlMapper.ExecuteAsync(holder, "lock table authz.activations in share mode");
        Task<Activation> broken = replica.Repository.ActivateAsync(
            new ActivationOrder(next.Digest, "ann", "", IsPinned: false), TestContext.Current.CancellationToken);
        await database.EndConnectionsAsync("insert into authz.activations%");

        RepositoryException failure = await Assert.ThrowsAsync<RepositoryException>(() => broken);
        Assert.Equal(RepositoryProblem.Unavailable, failure.Problem);
        await held.RollbackAsync(TestContext.Current.CancellationToken);
        await replica.RefreshAsync();
        Assert.Equal(before, replica.State.Active);
        Assert.Equal(2, (await replica.ActivateAsync("b")).Epoch);
    }

    [Fact]
    public async Task Replicas_say_what_they_have_in_force_until_they_stop()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica one = await database.ReplicaAsync("one");
        Replica other = await database.ReplicaAsync("other");
        var inForce = new ReplicaInForce(new string('a', 64), 3, 7, one.Clock.GetUtcNow());
        one.Repository.Replicas.InForce = inForce;
        await one.Repository.Replicas.ReportAsync(TestContext.Current.CancellationToken);
        await other.FollowAsync();
        await other.Clock.WhenTimerIsDueInAsync(TimeSpan.FromSeconds(5));

        var list = await one.Repository.Replicas.ListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([("one", inForce), ("other", null)], list.Select(static replica => (replica.Name, replica.InForce)));
        Assert.All(list, static replica => Assert.InRange(replica.SeenAgo, TimeSpan.Zero, TimeSpan.FromMinutes(1)));

        await other.RestartAsync();
        Assert.Equal("one", Assert.Single(await one.Repository.Replicas.ListAsync(TestContext.Current.CancellationToken)).Name);

        await database.ExecuteAsync("update authz.replicas set seen_at = seen_at - interval '61 minutes'");
        await other.Repository.Replicas.ReportAsync(TestContext.Current.CancellationToken);
        Assert.Equal("other", Assert.Single(await one.Repository.Replicas.ListAsync(TestContext.Current.CancellationToken)).Name);
    }
}
