using Authz.Policies;
using Authz.Store.Versions;
using Dapper;
using Npgsql;

namespace Authz.Postgres.Tables;

/// <summary>Versions and the bytes of their files.</summary>
internal static class VersionTables
{
    private const string VersionSql = """
        insert into authz.versions (digest, number, author, message, created_at, parent, warnings)
        values (@Digest, @Number, @Author, @Message, @CreatedAt, @Parent, @Warnings)
        """;

    private const string FilesSql = """
        insert into authz.version_files (version, path, content, length)
        select @Digest, * from unnest(@Paths, @Contents, @Lengths)
        """;

    /// <summary>What was damaged since is written anew.</summary>
    private const string ObjectsSql = """
        insert into authz.objects (digest, content) select * from unnest(@Names, @Contents)
        on conflict (digest) do update set content = excluded.content where objects.content <> excluded.content
        """;

    private const string ContentSql = """
        select f.path, o.content from authz.version_files f join authz.objects o on o.digest = f.content where f.version = @Digest
        """;

    public static async Task InsertAsync(
        NpgsqlConnection connection, VersionRecord version, SourceSet sources, CancellationToken cancellation)
    {
        await PutAsync(connection, version, sources, cancellation).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition(
            VersionSql,
            new
            {
                version.Digest,
                version.Number,
                version.Note.Author,
                version.Note.Message,
                version.CreatedAt,
                version.Parent,
                Warnings = version.Warnings.ToArray(),
            },
            cancellationToken: cancellation)).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition(
            FilesSql,
            new
            {
                version.Digest,
                Paths = version.Files.Select(static file => file.Path).ToArray(),
                Contents = version.Files.Select(static file => file.Content).ToArray(),
                Lengths = version.Files.Select(static file => file.Length).ToArray(),
            },
            cancellationToken: cancellation)).ConfigureAwait(false);
    }

    /// <summary>The bytes alone, where they are those of this version.</summary>
    public static async Task PutAsync(
        NpgsqlConnection connection, VersionRecord version, SourceSet sources, CancellationToken cancellation)
    {
        Dictionary<string, byte[]> contents = [];
        HashSet<string> wanted = [.. version.Files.Select(static file => file.Content)];
        foreach (ReadOnlyMemory<byte> content in sources.Files.Values)
        {
            string name = ContentName.Of(content.Span);
            if (wanted.Contains(name))
            {
                contents[name] = content.ToArray();
            }
        }

        await using var command = new NpgsqlCommand(ObjectsSql, connection);
        command.Parameters.AddWithValue("Names", contents.Keys.ToArray());
        command.Parameters.AddWithValue("Contents", contents.Values.ToArray());
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    public static Task<long> PruneAsync(NpgsqlConnection connection, long keep, CancellationToken cancellation) =>
        connection.ExecuteScalarAsync<long>(new CommandDefinition("select authz.prune(@keep)", new { keep }, cancellationToken: cancellation));

    /// <summary>As they are there: whoever asks looks whether they are what was written.</summary>
    public static async Task<SourceSet> ReadAsync(NpgsqlConnection connection, string digest, CancellationToken cancellation)
    {
        IEnumerable<ContentRow> rows = await connection
            .QueryAsync<ContentRow>(new CommandDefinition(ContentSql, new { digest }, cancellationToken: cancellation)).ConfigureAwait(false);
        return SourceSet.Of(rows.Select(static row => KeyValuePair.Create(row.Path, new ReadOnlyMemory<byte>(row.Content))));
    }
}
