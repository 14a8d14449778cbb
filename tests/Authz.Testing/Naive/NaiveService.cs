using Authz.Policies.Syntax;

namespace Authz.Testing.Naive;

/// <summary>A service as its block declares it.</summary>
internal sealed record NaiveService(BuildingBlockSyntax Block, ServiceSyntax Syntax)
{
    public string Name => $"{Block.Name.Value}/{Syntax.Name.Value}";

    public string BasePath => Syntax.BasePath is { } path ? path.Value.TrimEnd('/') : "";

    /// <summary>Only the services that name the host, if any do, else those without hosts; the longest base path.</summary>
    public static NaiveService? Find(PolicySyntax policies, string host, string path) =>
        Candidates(policies, host).Where(service => service.Contains(path)).MaxBy(service => service.BasePath.Length);

    /// <summary>By the name in the TLS hello.</summary>
    public static NaiveService? FindConnection(PolicySyntax policies, string sni) =>
        policies.Documents.OfType<BuildingBlockSyntax>()
            .SelectMany(block => block.Services.Select(service => new NaiveService(block, service)))
            .FirstOrDefault(service => service.Syntax.Sni.Any(name => Fold(name.Value) == Fold(sni)));

    /// <summary>Whether whoever ignores case could find another one, with a longer base path.</summary>
    public static bool IsAnotherIgnoringCase(PolicySyntax policies, string host, string path, NaiveService found) =>
        Candidates(policies, host)
            .Where(service => Contains(Fold(service.BasePath), Fold(path)))
            .Any(service => service.BasePath.Length > found.BasePath.Length);

    private static IEnumerable<NaiveService> Candidates(PolicySyntax policies, string host)
    {
        List<NaiveService> all =
        [
            .. policies.Documents.OfType<BuildingBlockSyntax>().SelectMany(
                block => block.Services.Where(service => service.BasePath is not null).Select(service => new NaiveService(block, service))),
        ];
        bool anyNamesHost = all.Exists(service => service.NamesHost(host));
        return all
            .Where(service => anyNamesHost ? service.NamesHost(host) : service.Syntax.Hosts.IsEmpty);
    }

    public bool TakesMatrixParameters => Syntax.MatrixParametersAllowed is { Value: true };

    public bool NamesHost(string host) =>
        Syntax.Hosts.Any(declared => string.Equals(declared.Value, host, StringComparison.OrdinalIgnoreCase));

    public bool Contains(string path) => Contains(BasePath, path);

    private static bool Contains(string basePath, string path) =>
        path == basePath || path.StartsWith($"{basePath}/", StringComparison.Ordinal);

    private static string Fold(string text) =>
        string.Concat(text.Select(letter => char.IsAsciiLetterUpper(letter) ? char.ToLowerInvariant(letter) : letter));

    /// <summary>The path below the base path; the base path itself leaves `/`.</summary>
    public string PathBelow(string path) => path == BasePath ? "/" : path[BasePath.Length..];

    public bool TakesMethod(string method) =>
        method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" or "QUERY"
        || Syntax.Methods.Any(declared => declared.Value == method);
}
