using Authz.Postgres.History;
using Dapper;
using Npgsql;

namespace Authz.Postgres.Tables;

/// <summary>What tells a database from an older state of itself.</summary>
internal static class HistoryTables
{
    private const string Sql = $"""
        select {ActivationRow.Columns} from authz.activations order by epoch desc limit 1;
        select {ActivationRow.Columns} from authz.activations where epoch = @Known;
        select {RevocationRow.Columns} from authz.revocations order by id;
        select epoch, last_revocation as LastRevocation from authz.acceptances order by epoch desc limit 1;
        select coalesce(max(number), 0) from authz.versions;
        """;

    /// <param name="known">The epoch of the latest activation that the replica has seen; zero: none.</param>
    public static async Task<DatabaseHistory> ReadAsync(NpgsqlConnection connection, long known, CancellationToken cancellation)
    {
        using SqlMapper.GridReader grid = await connection
            .QueryMultipleAsync(new CommandDefinition(Sql, new { Known = known }, cancellationToken: cancellation)).ConfigureAwait(false);
        ActivationRow? latest = await grid.ReadSingleOrDefaultAsync<ActivationRow>().ConfigureAwait(false);
        ActivationRow? atKnown = await grid.ReadSingleOrDefaultAsync<ActivationRow>().ConfigureAwait(false);
        IEnumerable<RevocationRow> revocations = await grid.ReadAsync<RevocationRow>().ConfigureAwait(false);
        AcceptanceRow? acceptance = await grid.ReadSingleOrDefaultAsync<AcceptanceRow>().ConfigureAwait(false);
        return new DatabaseHistory
        {
            Latest = latest?.ToActivation(),
            AtKnownEpoch = atKnown?.ToActivation(),
            Revocations = [.. revocations],
            Acceptance = acceptance,
            LastNumber = await grid.ReadSingleAsync<long>().ConfigureAwait(false),
        };
    }
}
