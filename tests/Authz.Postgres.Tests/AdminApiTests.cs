using System.Text.Json;

namespace Authz.Postgres.Tests;

/// <summary>The admin API of two replicas over one database, from a candidate to a restored backup.</summary>
public sealed class AdminApiTests(PostgresCluster cluster)
{
    [Fact]
    public async Task What_is_done_at_one_replica_is_in_force_at_both_and_taken_back_at_either()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        await using ServingReplica one = await ServingReplica.StartAsync(database, "one");
        await using ServingReplica other = await ServingReplica.StartAsync(database, "other");
        await PublishAsync(one, other, "a", 1);

        // Four eyes hold over replicas: approved at one of them, activated at the other.
        Assert.Equal("urn:authz:problem:not-approved", KindOf(await other.PostAsync("ann", "/api/v1/activations", new { version = "1" }, 409)));
        await ApproveAsync(other, one, 1);
        await one.PostAsync("ann", "/api/v1/activations", new { version = "1", expectedEpoch = 0 }, 201);
        await other.WaitAsync("1");

        await PublishAsync(other, one, "b", 2);
        await ApproveAsync(one, other, 2);
        Assert.Equal("urn:authz:problem:conflict", KindOf(await one.PostAsync("ann", "/api/v1/activations", new { version = "2", expectedEpoch = 0 }, 409)));
        await other.PostAsync("ann", "/api/v1/activations", new { version = "2", expectedEpoch = 1 }, 201);
        await one.WaitAsync("2");

        JsonElement back = await other.PostAsync("ann", "/api/v1/rollbacks", new { reason = "too wide" }, 201);
        Assert.Equal((3, 1, true), (back.GetProperty("epoch").GetInt64(), back.GetProperty("number").GetInt64(), back.GetProperty("isPinned").GetBoolean()));
        await one.WaitAsync("1");
        Assert.Equal("urn:authz:problem:pinned", KindOf(await one.PostAsync("ann", "/api/v1/activations", new { version = "2" }, 409)));

        JsonElement[] replicas = [.. (await one.GetAsync("/api/v1/replicas")).GetProperty("replicas").EnumerateArray()];
        Assert.Equal(["one", "other"], replicas.Select(static replica => replica.GetProperty("name").GetString()));
        Assert.All(replicas, static replica => Assert.Equal((1, 3), (replica.GetProperty("number").GetInt64(), replica.GetProperty("epoch").GetInt64())));
        Assert.Equal(1, (await other.GetAsync("/api/v1/status")).GetProperty("inForce").GetProperty("number").GetInt64());
    }

    [Fact]
    public async Task A_restored_database_is_accepted_by_its_epoch_and_version()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        await using ServingReplica one = await ServingReplica.StartAsync(database, "one");
        await using ServingReplica other = await ServingReplica.StartAsync(database, "other");
        foreach ((string block, int number) in (IEnumerable<(string, int)>)[("a", 1), ("b", 2)])
        {
            await PublishAsync(one, other, block, number);
            await ApproveAsync(one, other, number);
            await one.PostAsync("ann", "/api/v1/activations", new { version = $"{number}" }, 201);
            await one.WaitAsync($"{number}");
        }

        Assert.True((await one.GetAsync("/api/v1/database/acceptance")).GetProperty("isFollowed").GetBoolean());
        await database.ExecuteAsync("delete from authz.activations where epoch > 1");
        await one.Replica.RefreshAsync();
        await other.Replica.RefreshAsync();

        JsonElement older = await one.GetAsync("/api/v1/database/acceptance");
        Assert.False(older.GetProperty("isFollowed").GetBoolean());
        Assert.Equal((1, 2), (older.GetProperty("offered").GetProperty("epoch").GetInt64(), older.GetProperty("known").GetProperty("epoch").GetInt64()));
        string digest = older.GetProperty("offered").GetProperty("digest").GetString() ?? "";
        Assert.Equal("urn:authz:problem:conflict", KindOf(await one.PostAsync("ann", "/api/v1/activations", new { version = "2" }, 409)));

        const string Accept = "/api/v1/database/acceptance";
        await one.PostAsync("ann", Accept, new { epoch = 1, digest, reason = "last night's backup counts" }, 403);
        await one.PostAsync("bob", Accept, new { epoch = 2, digest, reason = "last night's backup counts" }, 409);
        Assert.Equal(3, (await one.PostAsync("bob", Accept, new { epoch = 1, digest, reason = "last night's backup counts" }, 201)).GetProperty("epoch").GetInt64());
        await other.WaitAsync("1");
        await one.PostAsync("bob", Accept, new { epoch = 1, digest, reason = "again" }, 422);
    }

    private static async Task PublishAsync(ServingReplica at, ServingReplica other, string block, int number)
    {
        string text = $"apiVersion: authz/v1\nkind: BuildingBlock\nmetadata: {{name: {block}}}\nspec:\n  owner: ministry\n  identities:\n    - spiffe: spiffe://sandbox.gov/bb/{block}\n";
        JsonElement published = await at.PostAsync("ann", "/api/v1/versions", new { files = new Dictionary<string, string> { ["blocks.yaml"] = text } }, 201);
        Assert.Equal(number, published.GetProperty("version").GetProperty("number").GetInt64());
        await other.Replica.WhenAsync(state => state.LastNumber == number);
    }

    private static async Task ApproveAsync(ServingReplica at, ServingReplica other, int number)
    {
        await at.PostAsync("bob", $"/api/v1/versions/{number}/approvals", new { comment = "read" }, 201);
        await other.Replica.WhenAsync(state => state.Approvals.Length == number);
    }

    private static string? KindOf(JsonElement problem) => problem.GetProperty("type").GetString();
}
