namespace Authz.Postgres.Tables;

internal sealed record VersionKey(string Digest, long Number);
