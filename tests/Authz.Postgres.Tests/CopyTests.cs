using Authz.Store.Versions;

namespace Authz.Postgres.Tests;

/// <summary>What a replica has on its own disk, when that disk or the database has not what it should.</summary>
public sealed class CopyTests(PostgresCluster cluster)
{
    [Fact]
    public async Task A_disk_that_refuses_stops_no_right_from_being_taken_away()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica replica = await database.ReplicaAsync();
        await replica.ActivateAsync("a");
        string objects = Path.Combine(replica.Folder, "copy", "objects");
        Directory.Delete(objects, recursive: true);
        await File.WriteAllTextAsync(objects, "", TestContext.Current.CancellationToken);

        Activation activation = await replica.ActivateAsync("b");

        Assert.Equal(activation, replica.State.Active);
        Assert.Null(replica.Repository.Contact.Problem);
        Assert.Contains("copy", replica.Repository.Contact.CopyProblem, StringComparison.Ordinal);
        Assert.Single(replica.Logger.Lines, static line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("an older version", StringComparison.Ordinal));

        File.Delete(objects);
        Directory.CreateDirectory(objects);
        await replica.RefreshAsync();

        Assert.Null(replica.Repository.Contact.CopyProblem);
        await replica.RestartAsync();
        Assert.Equal(activation, replica.State.Active);
        Assert.NotEmpty((await replica.Repository.ReadAsync(replica.State.Versions[0], TestContext.Current.CancellationToken)).Files);
    }

    [Fact]
    public async Task A_restart_has_the_last_version_that_could_be_had()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica one = await database.ReplicaAsync("one");
        Replica other = await database.ReplicaAsync("other");
        Activation whole = await one.ActivateAsync("a");
        await other.RefreshAsync();
        VersionRecord next = await one.AddAsync("b");
        await database.ExecuteAsync("update authz.objects set content = 'x' where content like '%name: b}%'");
        await one.Repository.ActivateAsync(new ActivationOrder(next.Digest, "ann", "", IsPinned: false), TestContext.Current.CancellationToken);
        Revocation revocation = await one.RevokeAsync("a");
        await other.RefreshAsync();
        Assert.Equal(2, other.Epoch);
        Assert.NotEmpty(other.State.Damages);

        await other.RestartAsync();

        Assert.Equal(whole, other.State.Active);
        Assert.Equal([revocation], other.State.Revocations);

        // And it still knows an older database.
        await database.ExecuteAsync("delete from authz.activations where epoch = 2");
        await other.RefreshAsync();
        Assert.True(other.Repository.Contact.IsRefused);
    }

    [Fact]
    public async Task A_copy_that_was_damaged_is_said_and_written_anew()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica replica = await database.ReplicaAsync();
        Activation active = await replica.ActivateAsync("a");
        await File.AppendAllTextAsync(Path.Combine(replica.Folder, "copy", "state.json"), " ", TestContext.Current.CancellationToken);

        await replica.RestartAsync();
        Assert.Null(replica.State.Active);
        Assert.NotEmpty(replica.State.Damages);
        Assert.Contains(replica.Logger.Lines, static line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("state.json", StringComparison.Ordinal));
        await replica.RefreshAsync();
        Assert.Equal(active, replica.State.Active);

        await replica.RestartAsync();
        Assert.Equal(active, replica.State.Active);
    }
}
