using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Compilation.Passes;

/// <summary>Turns the policies that speak of one class on one service into an entry; equal ones are made once.</summary>
internal sealed class EntryBuilder
{
    private static readonly ImmutableArray<PathPattern> everyPath = [new PathPattern("/**", [], AndBelow: true)];

    private readonly PathForestBuilder forest;
    private readonly RuleNumbering numbering;
    private readonly ConditionTableBuilder conditions;
    private readonly MethodTable methods;
    private readonly CompiledSize size;
    private readonly List<AccessEntry> entries = [];
    private readonly List<OperationRule> operationRules = [];
    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);

    public EntryBuilder(
        PathForestBuilder forest,
        RuleNumbering numbering,
        ConditionTableBuilder conditions,
        MethodTable methods,
        CompiledSize size)
    {
        this.forest = forest;
        this.numbering = numbering;
        this.conditions = conditions;
        this.methods = methods;
        this.size = size;
    }

    public AccessEntry[] Entries => [.. entries];

    public OperationRule[] OperationRules => [.. operationRules];

    /// <param name="policies">Indices into the set's policies, ascending.</param>
    public int Add(BoundPolicySet set, BoundService service, List<int> policies)
    {
        size.ChargePair(policies.Count);

        // Operations are numbered within their service; rules of paths alone are the same on every service.
        bool usesOperations = policies.Exists(policy => set.Policies[policy].Rules.Any(rule => !rule.Operations.IsDefault));
        string kind = service.IsTcp ? "tcp:" : usesOperations ? $"{service.Index}:" : ":";
        string key = kind + MemoryMarshal.Cast<int, char>(CollectionsMarshal.AsSpan(policies)).ToString();
        if (!known.TryGetValue(key, out int entry))
        {
            entry = entries.Count;
            entries.Add(Build(set, service, policies));
            known.Add(key, entry);
        }

        return entry;
    }

    private AccessEntry Build(BoundPolicySet set, BoundService service, List<int> policies)
    {
        IEnumerable<BoundRule> rules = policies.SelectMany(policy => set.Policies[policy].Rules);
        if (service.IsTcp)
        {
            rules = rules.Where(rule => rule.IsWhole);
        }

        foreach (BoundRule rule in rules)
        {
            size.ChargeEntry(RoutesOf(rule));
        }

        ILookup<Effect, BoundRule> byEffect = rules.ToLookup(rule => rule.Effect);
        int allowStart = operationRules.Count;
        operationRules.AddRange(ByOperation(byEffect[Effect.Allow], service));
        int denyStart = operationRules.Count;
        operationRules.AddRange(ByOperation(byEffect[Effect.Deny], service));
        return new AccessEntry(
            forest.Add(ByPath(byEffect[Effect.Allow])),
            forest.Add(ByPath(byEffect[Effect.Deny]), folded: true, slashInsensitive: true),
            allowStart,
            denyStart - allowStart,
            denyStart,
            operationRules.Count - denyStart,
            rules.Any(rule => rule.When is not null));
    }

    private List<(PathPattern Pattern, ForestTerminal Terminal)> ByPath(IEnumerable<BoundRule> rules)
    {
        var routes = new List<(PathPattern, ForestTerminal)>();
        foreach (BoundRule rule in rules.Where(rule => rule.Operations.IsDefault))
        {
            ulong bits = rule.Methods.IsDefault ? MethodTable.AllMethods : BitsOf(rule.Methods);
            foreach (PathPattern path in rule.Paths.IsDefault ? everyPath : rule.Paths)
            {
                routes.Add((path, new ForestTerminal(bits, numbering.NumberOf(rule), CapturesOf(rule, path))));
            }
        }

        return routes;
    }

    private IEnumerable<OperationRule> ByOperation(IEnumerable<BoundRule> rules, BoundService service)
    {
        Dictionary<string, BoundOperation> byId = service.Operations.ToDictionary(operation => operation.Id, StringComparer.Ordinal);
        var found = new List<OperationRule>();
        foreach (BoundRule rule in rules.Where(rule => !rule.Operations.IsDefault))
        {
            foreach (string id in rule.Operations)
            {
                // An operation of another service of the same policy: nothing here.
                if (byId.TryGetValue(id, out BoundOperation? operation))
                {
                    found.Add(new OperationRule(operation.Index, numbering.NumberOf(rule), CapturesOf(rule, operation.Path)));
                }
            }
        }

        return found.OrderBy(rule => rule.Operation).ThenBy(rule => rule.Rule);
    }

    private static int RoutesOf(BoundRule rule) =>
        !rule.Operations.IsDefault ? rule.Operations.Length : rule.Paths.IsDefault ? 1 : rule.Paths.Length;

    private int CapturesOf(BoundRule rule, PathPattern pattern) =>
        conditions.CapturesOf(numbering.ConditionOf(rule), pattern, folded: rule.Effect == Effect.Deny);

    private ulong BitsOf(ImmutableArray<string> names) =>
        names.Aggregate(0UL, (bits, method) => bits | methods.BitOf(method));
}
