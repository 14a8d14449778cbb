namespace Authz.Postgres.Tables;

internal sealed record ContentRow(string Path, byte[] Content);
