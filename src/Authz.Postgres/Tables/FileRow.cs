using Authz.Store.Versions;

namespace Authz.Postgres.Tables;

internal sealed record FileRow(string Version, string Path, string Content, int Length)
{
    public VersionFile ToFile() => new(Path, Content, Length);
}
