using Authz.Policies.Binding;
using Authz.Policies.Text;

namespace Authz.Policies.Analysis.Lints;

/// <summary>
/// Paths of one service that lead to another, whose base path lies inside its own: a pattern for them in a rule for the
/// outer service never matches, and neither does such an operation.
/// </summary>
internal sealed class NestedServiceLint
{
    private const string NoHost = "";

    private readonly LintedSet set;
    private readonly DiagnosticBag diagnostics;

    /// <summary>By the index of the outer service: each inner one with its segments below the outer base path.</summary>
    private readonly Dictionary<int, List<(BoundService Service, string[] Segments)>> inners = [];

    public NestedServiceLint(LintedSet set, DiagnosticBag diagnostics)
    {
        this.set = set;
        this.diagnostics = diagnostics;
        FindInners();
    }

    public void Run()
    {
        if (inners.Count == 0)
        {
            return;
        }

        foreach (BoundService service in set.Bound.Services)
        {
            CheckOperations(service);
        }

        foreach (BoundPolicy policy in set.Bound.Policies)
        {
            if (!policy.Services.IsEmpty && policy.Services.All(inners.ContainsKey))
            {
                CheckRules(policy);
            }
        }
    }

    /// <summary>The inner service that takes every path of a pattern away from this one.</summary>
    public BoundService? TakerOf(int service, PathPattern path)
    {
        if (inners.TryGetValue(service, out List<(BoundService Service, string[] Segments)>? list))
        {
            foreach ((BoundService inner, string[] segments) in list)
            {
                if (BeginsWith(path, segments))
                {
                    return inner;
                }
            }
        }

        return null;
    }

    private void FindInners()
    {
        var byAddress = new Dictionary<(string Host, string Path), BoundService>();
        foreach (BoundService service in set.Bound.Services.Where(service => !service.IsTcp))
        {
            foreach (string host in HostsOf(service))
            {
                byAddress.TryAdd((host, service.BasePath), service);
            }
        }

        foreach (BoundService inner in set.Bound.Services.Where(service => !service.IsTcp))
        {
            for (int end = inner.BasePath.LastIndexOf('/'); end >= 0; end = end == 0 ? -1 : inner.BasePath.LastIndexOf('/', end - 1))
            {
                if (byAddress.TryGetValue((HostsOf(inner)[0], inner.BasePath[..end]), out BoundService? outer)
                    && HostsOf(outer).All(HostsOf(inner).Contains))
                {
                    Add(outer, inner, inner.BasePath[(end + 1)..].Split('/'));
                }
            }
        }
    }

    private void Add(BoundService outer, BoundService inner, string[] segments)
    {
        if (!inners.TryGetValue(outer.Index, out List<(BoundService Service, string[] Segments)>? list))
        {
            list = [];
            inners.Add(outer.Index, list);
        }

        list.Add((inner, segments));
    }

    private void CheckOperations(BoundService service)
    {
        foreach (BoundOperation operation in service.Operations)
        {
            if (TakerOf(service.Index, operation.Path) is { } taker && set.PlaceOf(service, operation) is { } place)
            {
                diagnostics.ReportOperationOfOtherService(place, operation.Id, taker.QualifiedName, set.PlaceOf(taker));
            }
        }
    }

    private void CheckRules(BoundPolicy policy)
    {
        foreach (BoundRule rule in policy.Rules.Where(rule => !rule.Paths.IsDefault))
        {
            foreach (PathPattern path in rule.Paths)
            {
                if (policy.Services.All(service => TakerOf(service, path) is not null)
                    && TakerOf(policy.Services[0], path) is { } taker)
                {
                    diagnostics.ReportPathOfOtherService(
                        set.PlaceOf(policy, rule, path), path.Text, taker.QualifiedName, set.PlaceOf(taker));
                }
            }
        }
    }

    private static bool BeginsWith(PathPattern path, string[] segments)
    {
        for (int i = 0; i < segments.Length; i++)
        {
            if (i >= path.Segments.Length || !path.Segments[i].IsLiteral || path.Segments[i].Literal != segments[i])
            {
                return false;
            }
        }

        return true;
    }

    private static string[] HostsOf(BoundService service) => service.Hosts.IsEmpty ? [NoHost] : [.. service.Hosts];
}
