using System.Collections.Immutable;
using System.Text;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Paths;
using Authz.Policies.Requests;
using Authz.Policies.Text;

namespace Authz.Policies.Compilation.Passes;

/// <summary>Where each service is found, what it takes, and the tries of its operations.</summary>
internal static class ServicePass
{
    /// <summary>One trie of base paths for each host, and one for the services without hosts.</summary>
    public static BasePathRoots AddBasePaths(BoundPolicySet set, PathForestBuilder forest, CompilationPace pace, bool folded)
    {
        int anyHostRoot = RootOf([.. WithoutHosts(set)], forest, folded);
        ByteTableEntry[] roots =
        [
            .. ByHost(set).Select(pair =>
            {
                pace.Rest();
                return new ByteTableEntry(0, Encoding.UTF8.GetBytes(pair.Key), RootOf(pair.Value, forest, folded));
            }),
        ];
        pace.Rest();
        return new BasePathRoots(
            ByteTable.Create(roots), anyHostRoot, AreHostsCanonical: roots.All(root => CanonicalHost.IsCanonical(root.Key)));
    }

    /// <summary>The services of connections, by the name in the TLS hello.</summary>
    public static ByteTable NamesOfConnections(BoundPolicySet set) => ByteTable.Create(
    [
        .. set.Services.SelectMany(service => service.Sni.Select(
            name => new ByteTableEntry(0, Encoding.UTF8.GetBytes(name), service.Index))),
    ]);

    public static ServiceTable AddOperations(BoundPolicySet set, PathForestBuilder forest, MethodTable methods, CompilationPace pace)
    {
        // As long as they will be, if they are ASCII: a list that grows leaves large arrays behind.
        var texts = new List<byte>(set.Services.Sum(static service => service.QualifiedName.Length + service.BasePath.Length));
        HashSet<int> enclosing = Enclosing(set);
        ulong standard = StandardMethods.All.Aggregate(0UL, (bits, method) => bits | methods.BitOf(method));
        ServiceTerms[] terms =
        [
            .. set.Services.Select(service =>
            {
                pace.Rest();
                int textStart = texts.Count;
                byte[] binding = Encoding.UTF8.GetBytes(service.QualifiedName);
                byte[] basePath = Encoding.UTF8.GetBytes(service.BasePath);
                texts.AddRange(binding);
                texts.AddRange(basePath);
                (PathPattern, ForestTerminal)[] routes =
                [
                    .. service.Operations.Select(operation => (
                        operation.Path, new ForestTerminal(methods.BitOf(operation.Method), operation.Index))),
                ];
                return new ServiceTerms(
                    service.Methods.Aggregate(standard, (bits, method) => bits | methods.BitOf(method)),
                    textStart,
                    binding.Length,
                    basePath.Length,
                    forest.Add(routes),
                    forest.Add(routes, folded: true),
                    service.MatrixParametersAllowed,
                    service.MethodOverrideIgnored,
                    enclosing.Contains(service.Index),
                    MixesLiteralsAndTemplates(service));
            }),
        ];
        return new ServiceTable(terms, [.. texts]);
    }

    private static int RootOf(List<BoundService> services, PathForestBuilder forest, bool folded) =>
        services.Count == 1 && !folded
            ? BasePathRoots.RootOfOnly(services[0].Index)
            : forest.Add([.. services.Select(service => RouteOf(service, folded))]);

    private static IEnumerable<BoundService> WithoutHosts(BoundPolicySet set) =>
        set.Services.Where(service => service.Hosts.IsEmpty && !service.IsTcp);

    private static SortedDictionary<string, List<BoundService>> ByHost(BoundPolicySet set)
    {
        var byHost = new SortedDictionary<string, List<BoundService>>(StringComparer.Ordinal);
        foreach (BoundService service in set.Services)
        {
            foreach (string host in service.Hosts)
            {
                if (!byHost.TryGetValue(host, out List<BoundService>? services))
                {
                    services = [];
                    byHost.Add(host, services);
                }

                services.Add(service);
            }
        }

        return byHost;
    }

    /// <summary>The services that, case ignored, have another one's base path at or below their own on some host.</summary>
    private static HashSet<int> Enclosing(BoundPolicySet set)
    {
        var enclosing = new HashSet<int>();
        foreach (IEnumerable<BoundService> together in ByHost(set).Values.Append([.. WithoutHosts(set)]))
        {
            // How many base paths lie at or below each folded one; its own counts too.
            var counts = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (BoundService service in together)
            {
                string prefix = AsciiCase.Fold(service.BasePath);
                for (int end = prefix.Length; end >= 0; end = end == 0 ? -1 : prefix.LastIndexOf('/', end - 1))
                {
                    counts[prefix[..end]] = counts.GetValueOrDefault(prefix[..end]) + 1;
                }
            }

            enclosing.UnionWith(together.Where(service => counts[AsciiCase.Fold(service.BasePath)] > 1).Select(service => service.Index));
        }

        return enclosing;
    }

    private static bool MixesLiteralsAndTemplates(BoundService service)
    {
        IEnumerable<(int Place, bool IsLiteral)> segments = service.Operations.SelectMany(
            operation => operation.Path.Segments.Select((segment, place) => (place, segment.IsLiteral)));
        return segments.Distinct().GroupBy(segment => segment.Place).Any(kinds => kinds.Count() > 1);
    }

    private static (ImmutableArray<string> Segments, ForestTerminal Terminal) RouteOf(BoundService service, bool folded) => (
        SegmentsOf(folded ? AsciiCase.Fold(service.BasePath) : service.BasePath),
        new ForestTerminal(MethodTable.AllMethods, service.Index));

    private static ImmutableArray<string> SegmentsOf(string basePath) =>
        basePath.Length == 0 ? [] : [.. basePath[1..].Split('/')];
}
