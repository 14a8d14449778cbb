using Authz.Store.Versions;
using Dapper;
using Npgsql;

namespace Authz.Postgres.Tables;

/// <summary>Rows that are added, and the one that is changed. Each within the caller's transaction.</summary>
internal static class ChangeTables
{
    private const string ActivationSql = """
        insert into authz.activations (epoch, digest, activated_at, activated_by, reason, is_pinned)
        values (@Epoch, @Digest, @Time, @By, @Reason, @IsPinned)
        """;

    /// <summary>Later than all before it, though replicas' clocks differ: who listens for changes resumes by the time of the last.</summary>
    private const string ApprovalSql = """
        insert into authz.approvals (digest, approved_by, approved_at, comment)
        values (@Digest, @By, greatest(@Time, (select max(approved_at) + interval '1 microsecond' from authz.approvals)), @Comment)
        on conflict (digest, approved_by) do nothing
        """;

    private const string ApprovedSql = $"select {ApprovalRow.Columns} from authz.approvals where digest = @Digest and approved_by = @By";

    private const string RevocationSql = """
        insert into authz.revocations (id, from_name, to_name, revoked_by, revoked_at, reason)
        values (@Id, @From, @To, @By, @Time, @Reason)
        """;

    private const string LiftSql = """
        update authz.revocations set lifted_at = @time, lifted_by = @by, lift_reason = @reason where id = @id and lifted_at is null
        """;

    public static Task AddAsync(NpgsqlConnection connection, Activation activation, CancellationToken cancellation) =>
        connection.ExecuteAsync(new CommandDefinition(ActivationSql, activation, cancellationToken: cancellation));

    /// <summary>The one that is there already, or this one.</summary>
    public static async Task<Approval> AddAsync(NpgsqlConnection connection, Approval approval, CancellationToken cancellation)
    {
        await connection.ExecuteAsync(new CommandDefinition(ApprovalSql, approval, cancellationToken: cancellation)).ConfigureAwait(false);
        ApprovalRow row = await connection
            .QuerySingleAsync<ApprovalRow>(new CommandDefinition(ApprovedSql, approval, cancellationToken: cancellation)).ConfigureAwait(false);
        return row.ToApproval();
    }

    public static Task AddAsync(NpgsqlConnection connection, Revocation revocation, CancellationToken cancellation) =>
        connection.ExecuteAsync(new CommandDefinition(RevocationSql, revocation, cancellationToken: cancellation));

    /// <returns>Whether it was in effect.</returns>
    public static async Task<bool> LiftAsync(
        NpgsqlConnection connection, long id, DateTimeOffset time, string by, string reason, CancellationToken cancellation) =>
        await connection.ExecuteAsync(new CommandDefinition(LiftSql, new { id, time, by, reason }, cancellationToken: cancellation))
            .ConfigureAwait(false) == 1;

    public static Task AddAsync(NpgsqlConnection connection, AcceptanceRow acceptance, CancellationToken cancellation) =>
        connection.ExecuteAsync(new CommandDefinition(
            "insert into authz.acceptances (epoch, last_revocation) values (@Epoch, @LastRevocation)", acceptance, cancellationToken: cancellation));
}
