using System.Collections.Immutable;
using Authz.Policies.Binding;

namespace Authz.Policies.Analysis.Changes;

/// <summary>
/// What two sets differ in by their rules, whether operations differ or not: each operation of each service, and each path that a rule
/// names, is asked in both. What differs only in conditions is not seen.
/// </summary>
/// <param name="Changes">By service.</param>
/// <param name="IsCut">There is more to ask than is asked.</param>
public sealed record RightsComparison(ImmutableArray<RightChange> Changes, bool IsCut)
{
    public const int RequestsMax = 20_000;

    private const string AnyMethod = "GET";

    public static RightsComparison Between(BoundPolicySet before, BoundPolicySet after)
    {
        Dictionary<string, BoundService> old = before.Services.ToDictionary(static service => service.QualifiedName, StringComparer.Ordinal);
        Dictionary<string, BoundService> current = after.Services.ToDictionary(static service => service.QualifiedName, StringComparer.Ordinal);
        var changes = ImmutableArray.CreateBuilder<RightChange>();
        int left = RequestsMax;
        foreach (string name in old.Keys.Union(current.Keys).Order(StringComparer.Ordinal))
        {
            BoundService? was = old.GetValueOrDefault(name);
            BoundService? isNow = current.GetValueOrDefault(name);
            (string Method, string Path)[] requests = [.. RequestsOf(before, was).Concat(RequestsOf(after, isNow)).Distinct().Take(left + 1)];
            if (requests.Length > left)
            {
                return new RightsComparison(changes.DrainToImmutable(), IsCut: true);
            }

            left -= requests.Length;
            changes.AddRange(Compare(name, new ServiceAccess(before, was), new ServiceAccess(after, isNow), requests));
        }

        return new RightsComparison(changes.DrainToImmutable(), IsCut: false);
    }

    private static IEnumerable<RightChange> Compare(
        string service, ServiceAccess before, ServiceAccess after, (string Method, string Path)[] requests)
    {
        foreach ((string method, string path) in requests)
        {
            ImmutableSortedSet<string> could = before.CallersUnder(before.RulesOn(method, path));
            ImmutableSortedSet<string> can = after.CallersUnder(after.RulesOn(method, path));
            if (!could.SetEquals(can))
            {
                yield return new RightChange(service, Describe(after, before, method, path), [.. can.Except(could)], [.. could.Except(can)]);
            }
        }
    }

    private static string Describe(ServiceAccess after, ServiceAccess before, string method, string path)
    {
        if ((after.Service ?? before.Service) is { IsTcp: true })
        {
            return "connections";
        }

        BoundOperation? operation = after.OperationOf(method, path) ?? before.OperationOf(method, path);
        return operation is null
            ? $"{method} {PathWitness.Describe(path)}"
            : $"{operation.Id}: {operation.Method} {operation.Path.Text}";
    }

    /// <summary>One for each operation, and one for each path that a rule speaks of.</summary>
    private static IEnumerable<(string Method, string Path)> RequestsOf(BoundPolicySet set, BoundService? service)
    {
        if (service is null)
        {
            return [];
        }

        if (service.IsTcp)
        {
            return [(AnyMethod, "/")];
        }

        IEnumerable<(string, string)> operations =
            service.Operations.Select(static operation => (operation.Method, PathWitness.Of(operation.Path)));
        IEnumerable<(string, string)> paths =
            from policy in set.Policies
            where policy.Services.BinarySearch(service.Index) >= 0
            from rule in policy.Rules
            where rule.Operations.IsDefault
            from method in rule.Methods.IsDefault ? [AnyMethod] : rule.Methods
            from path in rule.Paths.IsDefault ? ["/"] : rule.Paths.SelectMany(PathsOf)
            select (method, path);
        return operations.Concat(paths);
    }

    private static IEnumerable<string> PathsOf(PathPattern pattern)
    {
        string path = PathWitness.Of(pattern);
        return pattern.AndBelow ? [path.Length == 0 ? "/" : path, path + PathWitness.Below] : [path.Length == 0 ? "/" : path];
    }
}
