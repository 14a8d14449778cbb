using Authz.Store.Versions;

namespace Authz.Postgres.Tests;

/// <summary>The grants of docs/postgres.md are enough, and no more than it says.</summary>
public sealed class GrantTests(PostgresCluster cluster)
{
    private const string User = "authz_service";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_role_of_daily_work_can_add_and_lift_and_change_nothing_that_was()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(cluster);
        Replica owner = await database.ReplicaAsync("owner");
        await owner.ActivateAsync("a");
        await database.ExecuteAsync($"create role {User} login; {DocumentedSql.Of("grants")}");

        Replica replica = await database.ReplicaAsync("a", options => options with { Address = database.Address(User) });
        Assert.Null(replica.Repository.Contact.Problem);
        VersionRecord version = await replica.AddAsync("b");
        await replica.Repository.ApproveAsync(version.Digest, "bob", "", Cancellation);
        await replica.ActivateAsync("b");
        Revocation revocation = await replica.RevokeAsync("a");
        await replica.Repository.LiftAsync(revocation.Id, "ann", "", Cancellation);
        await replica.Repository.Replicas.ReportAsync(Cancellation);
        await replica.FollowAsync();
        await owner.ActivateAsync("c");
        await replica.WhenAsync(static state => state.Active?.Epoch == 3);
        await owner.RevokeAsync("z");
        await replica.WhenAsync(static state => !state.Revocations.IsEmpty);
        await database.ExecuteAsync("delete from authz.activations where epoch > 2");
        await replica.RefreshAsync();
        await replica.AcceptAsync("as the grants allow");
        Assert.Null(replica.Repository.Contact.Problem);
        Assert.DoesNotContain(replica.Logger.Lines, static line => line.StartsWith("Warning", StringComparison.Ordinal));

        foreach (string change in (string[])
        [
            "update authz.activations set digest = digest",
            "delete from authz.activations",
            "delete from authz.versions",
            "delete from authz.version_files",
            "update authz.versions set number = number",
            "delete from authz.revocations",
            "update authz.revocations set to_name = 'nobody'",
            "delete from authz.objects",
            "drop table authz.approvals",
            "update authz.migrations set number = 0",
        ])
        {
            var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => database.ExecuteAsync($"set role {User}; {change}"));
            Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }
}
