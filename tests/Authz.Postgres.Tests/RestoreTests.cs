using Authz.Store.Versions;

namespace Authz.Postgres.Tests;

/// <summary>The database comes back as it once was, or as another one.</summary>
public sealed class RestoreTests(PostgresCluster cluster)
{
    private const string Empty = "drop schema authz cascade";

    private const string Older = """
        delete from authz.revocations;
        delete from authz.activations where epoch > 1;
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Older, "latest epoch is 1")]
    [InlineData(Empty, "is empty")]
    [InlineData(Older + "insert into authz.activations select 2, digest, now(), 'eve', '', false from authz.activations where epoch = 1", "epoch 2 is version")]
    [InlineData("delete from authz.revocations", "lost revocation 1 (from a to *)")]
    [InlineData("update authz.revocations set to_name = 'b'", "lost revocation 1 (from a to *)")]
    public async Task What_was_taken_away_stays_away(string restore, string reason)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica replica = await database.ReplicaAsync();
        await replica.ActivateAsync("a");
        Activation active = await replica.ActivateAsync("b");
        Revocation revocation = await replica.RevokeAsync("a");
        await database.ExecuteAsync(restore);

        await AssertKeepsAsync();
        await replica.RestartAsync();
        await AssertKeepsAsync();

        async Task AssertKeepsAsync()
        {
            await replica.RefreshAsync();

            // Where the tables were gone, the second look finds them made anew, and empty.
            await replica.RefreshAsync();
            Assert.True(replica.Repository.Contact.IsRefused);
            Assert.Contains(reason, replica.Repository.Contact.Problem, StringComparison.Ordinal);
            Assert.Contains(replica.Logger.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains(reason, StringComparison.Ordinal));
            Assert.Equal(active, replica.State.Active);
            Assert.Contains(revocation, replica.State.Revocations);
            VersionRecord? version = replica.State.Find(active.Digest);
            Assert.NotNull(version);
            Assert.Equal(2, (await replica.Repository.ReadAsync(version, Cancellation)).Files.Count);
            RepositoryException refused = await Assert.ThrowsAsync<RepositoryException>(() => replica.AddAsync("c"));
            Assert.Equal(RepositoryProblem.Conflict, refused.Problem);
            Assert.Contains("accept", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_revocation_is_taken_even_then_and_by_every_replica()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica one = await database.ReplicaAsync("one");
        await one.ActivateAsync("a");
        Revocation lost = await one.RevokeAsync("a");
        Replica other = await database.ReplicaAsync("other");
        await database.ExecuteAsync("delete from authz.revocations");

        Revocation again = await other.RevokeAsync("b");

        Assert.Equal(2, again.Id);
        await one.RefreshAsync();
        Assert.Equal([lost, again], one.State.Revocations);
        Assert.Equal([lost, again], other.State.Revocations);
    }

    [Fact]
    public async Task What_an_operator_accepts_is_followed_by_all_that_know_no_more()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica one = await database.ReplicaAsync("one");
        Replica other = await database.ReplicaAsync("other");
        Replica wiser = await database.ReplicaAsync("wiser");
        Activation first = await one.ActivateAsync("a");
        await one.ActivateAsync("b");
        await one.RevokeAsync("a");
        await other.RefreshAsync();
        await wiser.ActivateAsync("c");
        await wiser.ActivateAsync("d");
        await wiser.RevokeAsync("b");
        await database.ExecuteAsync(Older);
        await other.RefreshAsync();
        await one.RefreshAsync();
        Assert.True(one.Repository.Contact.IsRefused);

        await one.AcceptAsync("the backup counts");

        await other.RefreshAsync();
        await wiser.RefreshAsync();
        foreach (Replica follower in new[] { one, other })
        {
            Assert.Null(follower.Repository.Contact.Problem);
            Assert.Equal((3, first.Digest), (follower.Epoch, follower.State.Active?.Digest));
            Assert.Empty(follower.State.Revocations);
        }

        Assert.True(wiser.Repository.Contact.IsRefused);
        Assert.Equal(4, wiser.Epoch);
        Assert.Equal(["a", "b"], wiser.State.Revocations.Select(static revocation => revocation.From));

        // What is given from then on is followed as before; after a restart too.
        Assert.Equal(4, (await one.ActivateAsync("e")).Epoch);
        await other.RestartAsync();
        await other.RefreshAsync();
        Assert.Equal(4, other.Epoch);
        Assert.Equal(2, (await other.RevokeAsync("z")).Id);
    }

    [Fact]
    public async Task Nobody_accepts_what_they_have_not_seen()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica replica = await database.ReplicaAsync();
        Activation first = await replica.ActivateAsync("a");
        Activation second = await replica.ActivateAsync("b");
        Assert.Null(await replica.Repository.FindOlderAsync(Cancellation));
        await database.ExecuteAsync(Older);
        await replica.RefreshAsync();

        OlderRepository? older = await replica.Repository.FindOlderAsync(Cancellation);

        Assert.Equal((first, second), (older?.Offered, older?.Known));
        Assert.Contains("latest epoch is 1", older?.Lost, StringComparison.Ordinal);
        foreach ((long epoch, string? digest) in ((long, string?)[])[(2, second.Digest), (1, second.Digest), (2, first.Digest), (0, null)])
        {
            RepositoryException refused = await Assert.ThrowsAsync<RepositoryException>(
                () => replica.Repository.AcceptOlderAsync(new AcceptanceOrder(epoch, digest, "ann", "it counts"), Cancellation));
            Assert.Equal(RepositoryProblem.Conflict, refused.Problem);
        }

        Assert.True(replica.Repository.Contact.IsRefused);
        Assert.Equal(3, await replica.Repository.AcceptOlderAsync(new AcceptanceOrder(1, first.Digest, "ann", "it counts"), Cancellation));
        Assert.Equal((3, first.Digest, "ann", "it counts"), (replica.Epoch, replica.State.Active?.Digest, replica.State.Active?.By, replica.State.Active?.Reason));
    }

    [Fact]
    public async Task What_an_operator_accepts_by_hand_is_followed_too()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica replica = await database.ReplicaAsync();
        Activation first = await replica.ActivateAsync("a");
        await replica.ActivateAsync("b");
        await replica.RevokeAsync("a");
        await database.ExecuteAsync(Older);
        await replica.RefreshAsync();
        Assert.True(replica.Repository.Contact.IsRefused);

        await database.ExecuteAsync(DocumentedSql.Of("accept"));
        await replica.RefreshAsync();

        Assert.Null(replica.Repository.Contact.Problem);
        Assert.Equal((13, first.Digest), (replica.Epoch, replica.State.Active?.Digest));
        Assert.Empty(replica.State.Revocations);
    }

    [Fact]
    public async Task An_empty_database_gets_back_what_the_accepting_replica_has()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica one = await database.ReplicaAsync("one");
        await one.ActivateAsync("a");
        Activation active = await one.ActivateAsync("b");
        Revocation revocation = await one.RevokeAsync("a");
        Replica other = await database.ReplicaAsync("other");
        await database.ExecuteAsync(Empty);
        await one.RefreshAsync();
        await one.RefreshAsync();

        await one.AcceptAsync("the disk is gone");

        await other.RefreshAsync();
        Replica newcomer = await database.ReplicaAsync("newcomer");
        foreach (Replica follower in new[] { one, other, newcomer })
        {
            Assert.Null(follower.Repository.Contact.Problem);
            Assert.Equal((3, active.Digest), (follower.Epoch, follower.State.Active?.Digest));
            Assert.Equal([revocation], follower.State.Revocations);
            Assert.Equal(2, Assert.Single(follower.State.Versions).Number);
        }

        Assert.Equal(2, (await newcomer.Repository.ReadAsync(newcomer.State.Versions[0], Cancellation)).Files.Count);
        Assert.Equal(3, (await newcomer.AddAsync("c")).Number);
    }

    [Fact]
    public async Task A_newer_backup_is_followed_again_by_itself()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica replica = await database.ReplicaAsync();
        await replica.ActivateAsync("a");
        await replica.ActivateAsync("b");
        await database.ExecuteAsync("create table newer as select * from authz.activations; delete from authz.activations where epoch > 1");
        await replica.RefreshAsync();
        Assert.True(replica.Repository.Contact.IsRefused);

        await database.ExecuteAsync("delete from authz.activations; insert into authz.activations select * from newer");
        await replica.RefreshAsync();

        Assert.Null(replica.Repository.Contact.Problem);
        Assert.Equal(2, replica.Epoch);
        Assert.Equal(3, (await replica.ActivateAsync("a")).Epoch);
    }
}
