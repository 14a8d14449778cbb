using System.Collections.Immutable;
using System.Text;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Paths;
using Authz.Policies.Requests;

namespace Authz.Policies.Compilation.Passes;

/// <summary>Where each service is found, what it takes, and the tries of its operations.</summary>
internal static class ServicePass
{
    /// <summary>One trie of base paths for each host, and one for the services without hosts.</summary>
    public static (int AnyHostRoot, ByteTable RootsByHost) AddBasePaths(BoundPolicySet set, PathForestBuilder forest)
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

        int anyHostRoot = forest.Add([.. set.Services.Where(service => service.Hosts.IsEmpty).Select(RouteOf)]);
        ByteTableEntry[] roots =
        [
            .. byHost.Select(pair => new ByteTableEntry(
                0, Encoding.UTF8.GetBytes(pair.Key), forest.Add([.. pair.Value.Select(RouteOf)]))),
        ];
        return (anyHostRoot, ByteTable.Create(roots));
    }

    public static ServiceTerms[] AddOperations(BoundPolicySet set, PathForestBuilder forest, MethodTable methods)
    {
        ulong standard = StandardMethods.All.Aggregate(0UL, (bits, method) => bits | methods.BitOf(method));
        return
        [
            .. set.Services.Select(service =>
            {
                (PathPattern, ForestTerminal)[] routes =
                [
                    .. service.Operations.Select(operation => (
                        operation.Path, new ForestTerminal(methods.BitOf(operation.Method), operation.Index))),
                ];
                return new ServiceTerms(
                    Encoding.UTF8.GetBytes(service.QualifiedName),
                    service.Methods.Aggregate(standard, (bits, method) => bits | methods.BitOf(method)),
                    service.MatrixParametersAllowed,
                    service.MethodOverrideIgnored,
                    forest.Add(routes),
                    forest.Add(routes, folded: true));
            }),
        ];
    }

    private static (ImmutableArray<string> Segments, ForestTerminal Terminal) RouteOf(BoundService service) =>
        (SegmentsOf(service.BasePath), new ForestTerminal(MethodTable.AllMethods, service.Index));

    private static ImmutableArray<string> SegmentsOf(string basePath) =>
        basePath.Length == 0 ? [] : [.. basePath[1..].Split('/')];
}
