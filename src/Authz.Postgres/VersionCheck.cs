using Authz.Policies;
using Authz.Postgres.Tables;
using Authz.Store;
using Authz.Store.Versions;

namespace Authz.Postgres;

/// <summary>Whether what the database has of a version is what was written: whoever can write there could have changed it.</summary>
internal static class VersionCheck
{
    /// <returns>Null: nothing.</returns>
    public static string? WhatIsWrong(VersionRecord version, SourceSet sources)
    {
        foreach (VersionFile file in version.Files)
        {
            if (!sources.Files.TryGetValue(file.Path, out ReadOnlyMemory<byte> content))
            {
                return $"{file.Path} is not there";
            }

            if (ContentName.Of(content.Span) != file.Content)
            {
                return $"the bytes of {file.Path} in authz.objects {file.Content} are not those that were written";
            }
        }

        if (sources.Files.Keys.FirstOrDefault(static path => !PolicyPath.IsPlain(path)) is { } strange)
        {
            return $"`{strange}` is not a path that a set of policies may hold";
        }

        return PolicyManifest.Of(sources).Digest.Hex == version.Digest ? null : $"its files have another digest than {version.Digest}";
    }
}
