using Authz.Store.Versions;

namespace Authz.Postgres.Tests;

public sealed class RepositoryTests(PostgresCluster cluster)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_replica_does_another_reads()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica one = await database.ReplicaAsync("one");
        var note = new VersionNote("ann", "ärztekammer joins");
        VersionRecord version = await one.Repository.AddAsync(new NewVersion(SetOf.Block("a"), note, new string('0', 64), ["look"]), Cancellation);
        Approval approval = await one.Repository.ApproveAsync(version.Digest, "bob", "fine", Cancellation);
        Activation activation = await one.Repository.ActivateAsync(
            new ActivationOrder(version.Digest, "bob", "go", IsPinned: true), Cancellation);
        Revocation revocation = await one.RevokeAsync("a", "b");
        Revocation lifted = await one.RevokeAsync("c");
        await one.Repository.LiftAsync(lifted.Id, "ann", "found again", Cancellation);

        Replica other = await database.ReplicaAsync("other");

        VersionRecord read = Assert.Single(other.State.Versions);
        Assert.Equal((version.Digest, 1, note, version.CreatedAt, version.Parent), (read.Digest, read.Number, read.Note, read.CreatedAt, read.Parent));
        Assert.Equal(version.Files, read.Files);
        Assert.Equal(["look"], read.Warnings);
        Assert.Equal([activation], other.State.Activations);
        Assert.Equal([approval], other.State.Approvals);
        Assert.Equal([revocation], other.State.Revocations);
        Assert.Equal(SetOf.Block("a").Files.Select(Text), (await other.Repository.ReadAsync(read, Cancellation)).Files.Select(Text));
    }

    [Fact]
    public async Task The_same_again_is_what_is_there_already()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica replica = await database.ReplicaAsync();
        VersionRecord version = await replica.AddAsync("a");
        Approval approval = await replica.Repository.ApproveAsync(version.Digest, "bob", "fine", Cancellation);
        Revocation revocation = await replica.RevokeAsync("a");
        RepositoryState before = replica.State;
        replica.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(version.Number, (await replica.AddAsync("a")).Number);
        Assert.Equal(approval, await replica.Repository.ApproveAsync(version.Digest, "bob", "again", Cancellation));
        Assert.Equal(revocation, await replica.RevokeAsync("a"));

        Assert.Same(before, replica.State);
        Assert.Equal(2, await database.QueryAsync<long>("select count(*) from authz.objects"));
    }

    [Fact]
    public async Task Of_two_that_activate_at_once_one_wins_and_the_other_is_told()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica one = await database.ReplicaAsync("one");
        Replica other = await database.ReplicaAsync("other");
        string first = (await one.AddAsync("a")).Digest;
        string second = (await one.AddAsync("b")).Digest;
        Task<Activation>[] races =
        [
            one.Repository.ActivateAsync(new ActivationOrder(first, "ann", "", IsPinned: false, ExpectedEpoch: 0), Cancellation),
            other.Repository.ActivateAsync(new ActivationOrder(second, "bob", "", IsPinned: false, ExpectedEpoch: 0), Cancellation),
        ];

        RepositoryException lost = await Assert.ThrowsAsync<RepositoryException>(() => Task.WhenAll(races));

        Assert.Equal(RepositoryProblem.Conflict, lost.Problem);
        Assert.Contains("ask again", lost.Message, StringComparison.Ordinal);
        Activation won = await Assert.Single(races, static race => race.IsCompletedSuccessfully);
        await one.RefreshAsync();
        await other.RefreshAsync();
        Assert.Equal([won], one.State.Activations);
        Assert.Equal([won], other.State.Activations);
    }

    [Fact]
    public async Task Whoever_expects_nothing_comes_after_the_others()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica one = await database.ReplicaAsync("one");
        Replica other = await database.ReplicaAsync("other");

        Activation[] all = await Task.WhenAll(one.ActivateAsync("a"), other.ActivateAsync("b"), one.ActivateAsync("c"), other.ActivateAsync("d"));

        Assert.Equal([1, 2, 3, 4], all.Select(static activation => activation.Epoch).Order());
        await one.RefreshAsync();
        Assert.Equal([4, 3, 2, 1], one.State.Versions.Select(static version => version.Number));
    }

    [Fact]
    public async Task What_is_pinned_can_be_taken_back_once()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica replica = await database.ReplicaAsync();
        VersionRecord version = await replica.AddAsync("a");
        await replica.Repository.ActivateAsync(new ActivationOrder(version.Digest, "ann", "", IsPinned: true), Cancellation);

        Activation unpinned = await replica.Repository.UnpinAsync("ann", "mended", Cancellation);

        Assert.Equal((2, version.Digest, false), (unpinned.Epoch, unpinned.Digest, unpinned.IsPinned));
        Assert.Equal(unpinned, replica.State.Active);
        await AssertRefusedAsync(RepositoryProblem.Invalid, () => replica.Repository.UnpinAsync("ann", "", Cancellation));
    }

    [Fact]
    public async Task What_makes_no_sense_changes_nothing()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica replica = await database.ReplicaAsync();
        VersionRecord version = await replica.AddAsync("a");
        RepositoryState before = replica.State;
        string nothing = new('0', 64);

        await AssertRefusedAsync(RepositoryProblem.NotFound, () => replica.Repository.ActivateAsync(new ActivationOrder(nothing, "ann", "", false), Cancellation));
        await AssertRefusedAsync(RepositoryProblem.NotFound, () => replica.Repository.ApproveAsync(nothing, "ann", "", Cancellation));
        await AssertRefusedAsync(RepositoryProblem.NotFound, () => replica.Repository.LiftAsync(7, "ann", "", Cancellation));
        await AssertRefusedAsync(RepositoryProblem.Invalid, () => replica.RevokeAsync(" "));
        await AssertRefusedAsync(RepositoryProblem.Invalid, () => replica.Repository.ApproveAsync(version.Digest, "a\0b", "", Cancellation));
        await AssertRefusedAsync(RepositoryProblem.Invalid, () => replica.Repository.AcceptOlderAsync(new AcceptanceOrder(0, null, "ann", ""), Cancellation));

        Assert.Same(before, replica.State);
    }

    [Fact]
    public async Task Bytes_that_were_changed_are_never_served_and_can_be_published_again()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica one = await database.ReplicaAsync("one");
        await one.ActivateAsync("a");
        await database.ExecuteAsync("update authz.objects set content = content || ' ' where content like 'kind%'");
        Replica other = await database.ReplicaAsync("other");
        VersionRecord version = other.State.Versions[0];

        RepositoryException damaged = await AssertRefusedAsync(RepositoryProblem.Damaged, () => other.Repository.ReadAsync(version, Cancellation));

        Assert.Contains("blocks/a.yaml", damaged.Message, StringComparison.Ordinal);
        Assert.NotEmpty(other.State.Damages);
        Assert.NotEmpty((await one.Repository.ReadAsync(version, Cancellation)).Files);

        await other.AddAsync("a");

        Assert.Empty(other.State.Damages);
        Assert.Equal(2, (await other.Repository.ReadAsync(version, Cancellation)).Files.Count);
    }

    [Fact]
    public async Task Rows_that_nobody_can_read_stop_no_replica()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica replica = await database.ReplicaAsync();
        Activation active = await replica.ActivateAsync("a");
        await database.ExecuteAsync("create table kept as select * from authz.activations");
        foreach ((string change, string undo) in (IEnumerable<(string, string)>)
        [
            ("update authz.activations set activated_at = '0044-03-15 BC'", "update authz.activations set activated_at = (select activated_at from kept)"),
            ("insert into authz.approvals select digest, 'eve', '20000-01-01', '' from authz.versions", "delete from authz.approvals"),
            ("insert into authz.revocations values (1, 'a', 'b', 'eve', '20000-01-01', '')", "delete from authz.revocations"),
        ])
        {
            await database.ExecuteAsync(change);
            await replica.RefreshAsync();
            Assert.Contains("a row that cannot be read", replica.Repository.Contact.Problem, StringComparison.Ordinal);
            Assert.Equal(active, replica.State.Active);

            await database.ExecuteAsync(undo);
            await replica.RefreshAsync();
            Assert.Null(replica.Repository.Contact.Problem);
        }
    }

    [Fact]
    public async Task An_approval_is_later_than_all_before_it_whatever_the_clock_of_its_replica_says()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica ahead = await database.ReplicaAsync("ahead");
        Replica behind = await database.ReplicaAsync("behind");
        ahead.Clock.Advance(TimeSpan.FromHours(1));
        VersionRecord version = await ahead.AddAsync("a");
        Approval first = await ahead.Repository.ApproveAsync(version.Digest, "bob", "", Cancellation);
        Approval second = await behind.Repository.ApproveAsync(version.Digest, "carol", "", Cancellation);
        Assert.True(second.Time > first.Time);
    }

    [Fact]
    public async Task Files_that_were_changed_are_never_served()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica replica = await database.ReplicaAsync();
        VersionRecord version = await replica.AddAsync("a");
        await database.ExecuteAsync("create table kept as select * from authz.version_files");
        foreach (string change in (string[])
        [
            "delete from authz.version_files where path = 'shared.json'",
            "update authz.version_files set path = 'other.json' where path = 'shared.json'",
            "update authz.version_files set path = '../shared.json' where path = 'shared.json'",
            "insert into authz.version_files select version, 'more.yaml', content, length from kept where path = 'shared.json'",
            "update authz.version_files set content = (select content from kept where path = 'shared.json')",
        ])
        {
            await database.ExecuteAsync(change);
            await AssertRefusedAsync(RepositoryProblem.Damaged, () => replica.Repository.ReadAsync(version, Cancellation));
            await database.ExecuteAsync("delete from authz.version_files; insert into authz.version_files select * from kept");
        }

        Assert.Equal(2, (await replica.Repository.ReadAsync(version, Cancellation)).Files.Count);
    }

    [Fact]
    public async Task The_newest_versions_are_listed_and_those_that_were_in_force_last()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica replica = await database.ReplicaAsync("a", static options => options with { VersionsMax = 2, ActivationsMax = 1 });
        await replica.ActivateAsync("a");
        foreach (string block in new[] { "b", "c", "d" })
        {
            await replica.AddAsync(block);
        }

        Assert.Equal([4, 3, 1], replica.State.Versions.Select(static version => version.Number));
        await replica.ActivateAsync("b");
        Assert.Equal([4, 3, 2, 1], replica.State.Versions.Select(static version => version.Number));
        Assert.Equal(2, Assert.Single(replica.State.Activations).Epoch);
    }

    private static async Task<RepositoryException> AssertRefusedAsync(RepositoryProblem problem, Func<Task> call)
    {
        RepositoryException refused = await Assert.ThrowsAsync<RepositoryException>(call);
        Assert.Equal(problem, refused.Problem);
        return refused;
    }

    private static (string Path, string Bytes) Text(KeyValuePair<string, ReadOnlyMemory<byte>> file) =>
        (file.Key, Convert.ToHexString(file.Value.Span));
}
