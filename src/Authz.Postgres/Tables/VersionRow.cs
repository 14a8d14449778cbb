using System.Collections.Immutable;
using Authz.Store.Versions;
using Dapper;

namespace Authz.Postgres.Tables;

[method: ExplicitConstructor]
internal sealed record VersionRow(
    string Digest, long Number, string Author, string Message, DateTime CreatedAt, string? Parent, string[] Warnings)
{
    public VersionRecord With(ImmutableArray<VersionFile> files) => new()
    {
        Digest = Digest,
        Number = Number,
        Note = new VersionNote(Author, Message),
        CreatedAt = CreatedAt,
        Parent = Parent,
        Files = files,
        Warnings = [.. Warnings],
    };
}
