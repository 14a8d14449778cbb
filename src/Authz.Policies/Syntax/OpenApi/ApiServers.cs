using System.Collections.Immutable;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.OpenApi;

/// <summary>
/// The servers of a document. Where a service is found, its `hosts` and `basePath` say; a server that has a path says
/// something else about the same requests.
/// </summary>
internal static class ApiServers
{
    private const string ServersKey = "servers";
    private const string SchemeMark = "://";

    public static ImmutableArray<Located<string>> UrlsIn(YamlMapping root)
    {
        IEnumerable<YamlMapping> paths = MappingsIn(root.Find("paths")?.Value);
        return
        [
            .. paths.SelectMany(MappingsIn).Concat(paths).Prepend(root)
                .SelectMany(UrlsOf)
                .OrderBy(url => url.Span.Span.Start)
                .DistinctBy(url => url.Value, StringComparer.Ordinal),
        ];
    }

    /// <summary>The path of a server's URL, without a slash at its end; empty where it has none.</summary>
    public static string PathOf(string url)
    {
        int scheme = url.IndexOf(SchemeMark, StringComparison.Ordinal);
        int path = scheme < 0 ? url.IndexOf('/') : url.IndexOf('/', scheme + SchemeMark.Length);
        return path < 0 ? "" : url[path..].TrimEnd('/');
    }

    private static IEnumerable<YamlMapping> MappingsIn(YamlNode? node) =>
        node is YamlMapping mapping ? mapping.Entries.Select(entry => entry.Value).OfType<YamlMapping>() : [];

    private static IEnumerable<Located<string>> UrlsOf(YamlMapping owner)
    {
        YamlNode? servers = owner.Find(ServersKey)?.Value;
        foreach (YamlMapping server in (servers as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
        {
            if (server.Find("url")?.Value is YamlScalar url)
            {
                yield return url.Located;
            }
        }
    }
}
