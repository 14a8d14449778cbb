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
    private char[] keyText = [];
    private (BoundService? Service, Dictionary<string, BoundOperation> ById) operationsOfLast = (null, []);

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
        bool usesOperations = policies.Exists(policy => UsesOperations(set.Policies[policy]));
        string kind = service.IsTcp ? "tcp:" : usesOperations ? $"{service.Index}:" : ":";
        ReadOnlySpan<char> key = KeyOf(kind, CollectionsMarshal.AsSpan(policies));
        if (!known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out int entry))
        {
            entry = entries.Count;
            known.Add(key.ToString(), entry);
            entries.Add(Build(set, service, policies));
        }

        return entry;
    }

    /// <summary>Valid until the next one: of most pairs the entry is known, and no string is made for them.</summary>
    private Span<char> KeyOf(string kind, ReadOnlySpan<int> policies)
    {
        ReadOnlySpan<char> numbers = MemoryMarshal.Cast<int, char>(policies);
        int length = kind.Length + numbers.Length;
        if (keyText.Length < length)
        {
            keyText = new char[length * 2];
        }

        kind.CopyTo(keyText);
        numbers.CopyTo(keyText.AsSpan(kind.Length));
        return keyText.AsSpan(0, length);
    }

    private AccessEntry Build(BoundPolicySet set, BoundService service, List<int> policies)
    {
        var allows = new List<BoundRule>();
        var denies = new List<BoundRule>();
        bool hasConditions = false;
        foreach (int policy in policies)
        {
            foreach (BoundRule rule in set.Policies[policy].Rules)
            {
                if (!service.IsTcp || rule.IsWhole)
                {
                    size.ChargeEntry(RoutesOf(rule));
                    hasConditions |= rule.When is not null;
                    List<BoundRule> alike = rule.Effect switch { Effect.Allow => allows, Effect.Deny => denies };
                    alike.Add(rule);
                }
            }
        }

        int allowStart = operationRules.Count;
        operationRules.AddRange(ByOperation(allows, service));
        int denyStart = operationRules.Count;
        operationRules.AddRange(ByOperation(denies, service));
        int edgeStart = forest.EdgeCount;
        int terminalStart = forest.TerminalCount;
        return new AccessEntry(
            forest.Add(ByPath(allows)),
            forest.Add(ByPath(denies), folded: true, slashInsensitive: true),
            edgeStart,
            terminalStart,
            allowStart,
            denyStart - allowStart,
            denyStart,
            operationRules.Count - denyStart,
            hasConditions);
    }

    private List<(PathPattern Pattern, ForestTerminal Terminal)> ByPath(List<BoundRule> rules)
    {
        var routes = new List<(PathPattern, ForestTerminal)>(rules.Count);
        foreach (BoundRule rule in rules)
        {
            if (!rule.Operations.IsDefault)
            {
                continue;
            }

            ulong bits = rule.Methods.IsDefault ? MethodTable.AllMethods : BitsOf(rule.Methods);
            foreach (PathPattern path in rule.Paths.IsDefault ? everyPath : rule.Paths)
            {
                int captures = numbering.IsCertain(rule) ? ForestTerminal.Certain : CapturesOf(rule, path);
                routes.Add((path, new ForestTerminal(bits, numbering.NumberOf(rule), captures)));
            }
        }

        return routes;
    }

    private IEnumerable<OperationRule> ByOperation(List<BoundRule> rules, BoundService service)
    {
        var found = new List<OperationRule>();
        foreach (BoundRule rule in rules)
        {
            if (rule.Operations.IsDefault)
            {
                continue;
            }

            Dictionary<string, BoundOperation> byId = OperationsOf(service);
            foreach (string id in rule.Operations)
            {
                // An operation of another service of the same policy: nothing here.
                if (byId.TryGetValue(id, out BoundOperation? operation))
                {
                    found.Add(new OperationRule(operation.Index, numbering.NumberOf(rule), CapturesOf(rule, operation.Path)));
                }
            }
        }

        return found.Count < 2 ? found : found.OrderBy(rule => rule.Operation).ThenBy(rule => rule.Rule);
    }

    /// <summary>By id. Entries come service by service: the last one is asked for again and again.</summary>
    private Dictionary<string, BoundOperation> OperationsOf(BoundService service)
    {
        if (operationsOfLast.Service != service)
        {
            operationsOfLast = (
                service, service.Operations.ToDictionary(operation => operation.Id, StringComparer.Ordinal));
        }

        return operationsOfLast.ById;
    }

    private static bool UsesOperations(BoundPolicy policy)
    {
        foreach (BoundRule rule in policy.Rules)
        {
            if (!rule.Operations.IsDefault)
            {
                return true;
            }
        }

        return false;
    }

    private static int RoutesOf(BoundRule rule) =>
        !rule.Operations.IsDefault ? rule.Operations.Length : rule.Paths.IsDefault ? 1 : rule.Paths.Length;

    private int CapturesOf(BoundRule rule, PathPattern pattern) =>
        conditions.CapturesOf(numbering.ConditionOf(rule), pattern, folded: rule.Effect == Effect.Deny);

    private ulong BitsOf(ImmutableArray<string> names)
    {
        ulong bits = 0;
        foreach (string method in names)
        {
            bits |= methods.BitOf(method);
        }

        return bits;
    }
}
