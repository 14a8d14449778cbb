using System.Collections.Immutable;
using Authz.Postgres.History;
using Authz.Store.Versions;
using Dapper;
using Npgsql;

namespace Authz.Postgres.Tables;

/// <summary>Reads all but the bytes of files. A version never changes, so that one that is known is not read again.</summary>
internal static class StateTables
{
    private const string KeptSql = """
        (select digest, number from authz.versions order by number desc limit @VersionsMax)
        union
        (select v.digest, v.number from authz.versions v
         where v.digest in (select digest from authz.activations order by epoch desc limit 10))
        """;

    private const string Sql = $"""
        select {ActivationRow.Columns} from authz.activations order by epoch desc limit @ActivationsMax;
        select {ApprovalRow.Columns} from authz.approvals
        where digest in (select digest from ({KeptSql}) kept) order by approved_at, digest, approved_by;
        select digest, number from ({KeptSql}) kept order by number desc;
        """;

    private const string VersionsSql = """
        select digest, number, author, message, created_at as CreatedAt, parent, warnings from authz.versions where digest = any(@digests);
        select version, path, content, length from authz.version_files where version = any(@digests) order by version, path;
        """;

    /// <summary>Within one transaction that sees one moment.</summary>
    /// <param name="before">What was read last.</param>
    public static async Task<(RepositoryState State, DatabaseHistory History)> ReadAsync(
        NpgsqlConnection connection, RepositoryState before, long knownEpoch, PostgresOptions options, CancellationToken cancellation)
    {
        DatabaseHistory history = await HistoryTables.ReadAsync(connection, knownEpoch, cancellation).ConfigureAwait(false);
        using SqlMapper.GridReader grid = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql, new { options.ActivationsMax, options.VersionsMax }, cancellationToken: cancellation)).ConfigureAwait(false);
        IEnumerable<ActivationRow> activations = await grid.ReadAsync<ActivationRow>().ConfigureAwait(false);
        IEnumerable<ApprovalRow> approvals = await grid.ReadAsync<ApprovalRow>().ConfigureAwait(false);
        IEnumerable<VersionKey> keys = await grid.ReadAsync<VersionKey>().ConfigureAwait(false);

        // By number too: another database may have given the same files another one.
        Dictionary<VersionKey, VersionRecord> read = before.Versions.ToDictionary(static version => new VersionKey(version.Digest, version.Number));
        Dictionary<string, VersionRecord> known = keys
            .Select(key => read.GetValueOrDefault(key))
            .OfType<VersionRecord>()
            .ToDictionary(static version => version.Digest, StringComparer.Ordinal);
        string[] missing = [.. keys.Where(key => !known.ContainsKey(key.Digest)).Select(static key => key.Digest)];
        await AddMissingAsync(connection, known, missing, cancellation).ConfigureAwait(false);
        var state = new RepositoryState(
            [.. keys.Select(key => known[key.Digest])],
            [.. activations.Select(static row => row.ToActivation())],
            [.. approvals.Select(static row => row.ToApproval())],
            [.. history.RevocationsInEffect],
            []);
        return (state, history);
    }

    /// <summary>Null: there is no such version.</summary>
    public static async Task<VersionRecord?> FindAsync(NpgsqlConnection connection, string digest, CancellationToken cancellation)
    {
        var found = new Dictionary<string, VersionRecord>(StringComparer.Ordinal);
        await AddMissingAsync(connection, found, [digest], cancellation).ConfigureAwait(false);
        return found.GetValueOrDefault(digest);
    }

    private static async Task AddMissingAsync(
        NpgsqlConnection connection, Dictionary<string, VersionRecord> known, string[] digests, CancellationToken cancellation)
    {
        if (digests.Length == 0)
        {
            return;
        }

        using SqlMapper.GridReader grid = await connection
            .QueryMultipleAsync(new CommandDefinition(VersionsSql, new { digests }, cancellationToken: cancellation)).ConfigureAwait(false);
        IEnumerable<VersionRow> versions = await grid.ReadAsync<VersionRow>().ConfigureAwait(false);
        ILookup<string, VersionFile> files = (await grid.ReadAsync<FileRow>().ConfigureAwait(false))
            .ToLookup(static row => row.Version, static row => row.ToFile(), StringComparer.Ordinal);
        foreach (VersionRow version in versions)
        {
            known[version.Digest] = version.With([.. files[version.Digest]]);
        }
    }
}
