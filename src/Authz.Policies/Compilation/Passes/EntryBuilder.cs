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
    private readonly List<OperationRule> operationRules = [];
    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);

    // Of the entry that is being built; the next one uses them again.
    private readonly List<(BoundRule Rule, int Number)> allows = [];
    private readonly List<(BoundRule Rule, int Number)> denies = [];
    private readonly List<(PathPattern Pattern, ForestTerminal Terminal)> routes = [];
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

    public OperationRule[] OperationRules => [.. operationRules];

    /// <param name="policies">Indices into the set's policies, ascending.</param>
    /// <returns>The place of the pair in the forest.</returns>
    public int Add(BoundPolicySet set, int callerClass, BoundService service, List<int> policies)
    {
        int entry = EntryOf(set, service, policies);
        return forest.AddPair(new AccessPair(callerClass, service.Index, entry));
    }

    private int EntryOf(BoundPolicySet set, BoundService service, List<int> policies)
    {
        size.ChargePair(policies.Count);

        // Operations are numbered within their service; rules of paths alone are the same on every service.
        bool usesOperations = policies.Exists(policy => UsesOperations(set.Policies[policy]));
        string kind = service.IsTcp ? "tcp:" : usesOperations ? $"{service.Index}:" : ":";
        ReadOnlySpan<char> key = KeyOf(kind, CollectionsMarshal.AsSpan(policies));
        if (!known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out int entry))
        {
            entry = Build(set, service, policies);
            known.Add(key.ToString(), entry);
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

    private int Build(BoundPolicySet set, BoundService service, List<int> policies)
    {
        allows.Clear();
        denies.Clear();
        int conditionCount = 0;
        foreach (int policy in policies)
        {
            foreach (BoundRule rule in set.Policies[policy].Rules)
            {
                if (!service.IsTcp || rule.IsWhole)
                {
                    size.ChargeEntry(RoutesOf(rule));
                    conditionCount += rule.When is null ? 0 : 1;
                    List<(BoundRule, int)> alike = rule.Effect switch { Effect.Allow => allows, Effect.Deny => denies };
                    alike.Add((rule, numbering.NumberOf(policy, rule)));
                }
            }
        }

        int operationStart = operationRules.Count;
        operationRules.AddRange(ByOperation(allows, service));
        int denyStart = operationRules.Count;
        operationRules.AddRange(ByOperation(denies, service));
        return forest.AddEntry(new AccessEntry(
            forest.Add(ByPath(allows)),
            forest.Add(ByPath(denies), folded: true, slashInsensitive: true),
            FirstOf(allows),
            FirstOf(denies),
            operationStart,
            denyStart - operationStart,
            operationRules.Count - denyStart,
            conditionCount));
    }

    /// <summary>Rules are numbered from it in tries, so that policies that say the same have the same tries.</summary>
    private static int FirstOf(List<(BoundRule Rule, int Number)> rules) => rules.Count == 0 ? 0 : rules[0].Number;

    /// <summary>Valid until the next ones.</summary>
    private List<(PathPattern Pattern, ForestTerminal Terminal)> ByPath(List<(BoundRule Rule, int Number)> rules)
    {
        int first = FirstOf(rules);
        routes.Clear();
        foreach ((BoundRule rule, int number) in rules)
        {
            if (!rule.Operations.IsDefault)
            {
                continue;
            }

            ulong bits = rule.Methods.IsDefault ? MethodTable.AllMethods : BitsOf(rule.Methods);
            foreach (PathPattern path in rule.Paths.IsDefault ? everyPath : rule.Paths)
            {
                int captures = numbering.IsCertain(number) ? ForestTerminal.Certain : CapturesOf(rule, number, path);
                routes.Add((path, new ForestTerminal(bits, number - first, captures)));
            }
        }

        return routes;
    }

    private IEnumerable<OperationRule> ByOperation(List<(BoundRule Rule, int Number)> rules, BoundService service)
    {
        List<OperationRule>? found = null;
        foreach ((BoundRule rule, int number) in rules)
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
                    (found ??= []).Add(new OperationRule(operation.Index, number, CapturesOf(rule, number, operation.Path)));
                }
            }
        }

        return found is null ? [] : found.OrderBy(rule => rule.Operation).ThenBy(rule => rule.Rule);
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

    private int CapturesOf(BoundRule rule, int number, PathPattern pattern) =>
        conditions.CapturesOf(numbering.ConditionOf(number), pattern, folded: rule.Effect == Effect.Deny);

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
