using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Authz.Policies.Binding;
using Authz.Policies.Binding.Conditions;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Decisions.Conditions.Json;
using Authz.Policies.Decisions.Paths;
using Authz.Policies.Text;

namespace Authz.Policies.Compilation.Passes;

/// <summary>Lays the conditions of a set flat. Equal conditions become one node, whichever rules say them.</summary>
internal sealed class ConditionTableBuilder
{
    private readonly List<ConditionNode> nodes = [];
    private readonly List<int> children = [];
    private readonly List<ConditionLeaf> leaves = [];
    private readonly List<TimeTerms> times = [];
    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);

    // A named condition is one object wherever it is used: looked at once, however many uses stand within one another.
    private readonly Dictionary<BoundCondition, int> seen = new(ReferenceEqualityComparer.Instance);
    private readonly ZoneTables zones = new();
    private readonly PointerTrieBuilder pointers = new();
    private readonly ClaimTrieBuilder claims;
    private readonly CaptureTableBuilder captures = new();

    public ConditionTableBuilder(ImmutableArray<BoundIssuer> issuers) => claims = new ClaimTrieBuilder(issuers);

    /// <summary>The number of the condition's node, or none where there is no condition.</summary>
    public int Add(BoundCondition? condition)
    {
        if (condition is null)
        {
            return ConditionTable.NoCondition;
        }

        if (!seen.TryGetValue(condition, out int node))
        {
            node = condition switch
            {
                BoundAll all => AddGroup(ConditionNodeKind.All, all.Conditions),
                BoundAny any => AddGroup(ConditionNodeKind.Any, any.Conditions),
                BoundNot not => AddNode(ConditionNodeKind.Not, [Add(not.Condition)]),
                BoundComparison comparison => AddComparison(comparison),
                BoundTime time => AddTime(time),
                _ => throw new InvalidOperationException($"a condition of no known kind: {condition.GetType().Name}"),
            };
            seen.Add(condition, node);
        }

        return node;
    }

    /// <summary>
    /// The captures that a rule's condition needs of one of its patterns, or none. Only once every condition is added.
    /// </summary>
    public int CapturesOf(int condition, PathPattern pattern, bool folded) =>
        condition != ConditionTable.NoCondition && nodes[condition].UsesPath
            ? captures.Add(pattern, folded)
            : CaptureTable.NoCaptures;

    public ConditionTable Build()
    {
        PointerTrie trie = pointers.Build(out int[] numbers);
        PointerTrie?[] claimTries = claims.Build(out int[][] claimNumbers);
        IEnumerable<ConditionLeaf> numbered = leaves.Select(leaf => leaf with
        {
            Attribute = Renumber(leaf.Attribute),
            Other = leaf.Other is null ? null : Renumber(leaf.Other),
        });
        var attributes = new AttributeReader(new JsonAttributes(trie, claimTries), captures.Build());
        return new ConditionTable([.. nodes], [.. children], [.. numbered], [.. times], attributes);

        AttributeSlot Renumber(AttributeSlot slot) => slot.Kind switch
        {
            AttributeKind.Body => slot with { Number = numbers[slot.Number] },
            AttributeKind.Claim => slot with { Number = claimNumbers[slot.Issuer][slot.Number] },
            AttributeKind.Header or AttributeKind.Query or AttributeKind.PathParameter or AttributeKind.SourceAddress
                or AttributeKind.Sni or AttributeKind.ContextExtension or AttributeKind.Metadata => slot,
        };
    }

    private int AddGroup(ConditionNodeKind kind, ImmutableArray<BoundCondition> conditions)
    {
        int[] group = [.. conditions.Select(condition => Add(condition)).Distinct()];
        return group.Length == 1 ? group[0] : AddNode(kind, group);
    }

    private int AddNode(ConditionNodeKind kind, int[] group)
    {
        string key = $"{kind}:{string.Join(',', group)}";
        if (!known.TryGetValue(key, out int node))
        {
            node = nodes.Count;
            nodes.Add(new ConditionNode(kind, children.Count, group.Length, group.Any(child => nodes[child].UsesPath)));
            children.AddRange(group);
            known.Add(key, node);
        }

        return node;
    }

    private int AddTime(BoundTime time)
    {
        int days = time.Days.Aggregate(0, (bits, day) => bits | (1 << (int)day));
        string key = string.Create(CultureInfo.InvariantCulture, $"time:{time.Zone}:{days}:{time.FromMinute}:{time.UntilMinute}");
        if (!known.TryGetValue(key, out int node))
        {
            node = nodes.Count;
            nodes.Add(new ConditionNode(ConditionNodeKind.Time, times.Count, 0, UsesPath: false));
            times.Add(new TimeTerms(zones.Of(time.Zone), days, time.FromMinute, time.UntilMinute));
            known.Add(key, node);
        }

        return node;
    }

    private int AddComparison(BoundComparison comparison)
    {
        IEnumerable<string> operands = comparison.Other is null ? comparison.Values.Select(Quote) : [KeyOf(comparison.Other)];
        string key = string.Join(
            ' ', operands.Prepend($"{KeyOf(comparison.Attribute)} {comparison.Operator} {comparison.Quantifier} {comparison.Other is null}"));
        if (!known.TryGetValue(key, out int node))
        {
            bool usesPath = comparison.Attribute.Kind == AttributeKind.PathParameter
                || comparison.Other?.Kind == AttributeKind.PathParameter;
            node = nodes.Count;
            nodes.Add(new ConditionNode(ConditionNodeKind.Comparison, leaves.Count, 0, usesPath));
            leaves.Add(LeafOf(comparison));
            known.Add(key, node);
        }

        return node;
    }

    private static string KeyOf(AttributeReference attribute) =>
        string.Join('/', attribute.Path.Select(Quote).Prepend($"{attribute.Kind} {Quote(attribute.Name)}"));

    // With its length before it a text cannot be taken for two.
    private static string Quote(string text) => string.Create(CultureInfo.InvariantCulture, $"{text.Length}:{text}");

    private ConditionLeaf LeafOf(BoundComparison comparison)
    {
        bool ignoresCase = comparison.Attribute.Kind == AttributeKind.Sni;
        var leaf = new ConditionLeaf
        {
            Attribute = SlotOf(comparison.Attribute),
            Operator = comparison.Operator,
            Quantifier = comparison.Quantifier,
            Other = comparison.Other is null ? null : SlotOf(comparison.Other),
        };
        if (comparison.Other is not null)
        {
            return leaf;
        }

        ImmutableArray<string> values = ignoresCase && comparison.Operator != ConditionOperator.Matches
            ? [.. comparison.Values.Select(AsciiCase.Fold)]
            : comparison.Values;
        return comparison.Operator switch
        {
            ConditionOperator.In => leaf with { Members = TableOf(values) },
            ConditionOperator.Matches => leaf with { Expression = comparison.Expression },
            ConditionOperator.Exists => leaf with { MustExist = values[0] == "true" },
            ConditionOperator.Cidr => leaf with { Networks = AddressSets.Of(values) },
            ConditionOperator.Equals or ConditionOperator.Prefix or ConditionOperator.Suffix
                or ConditionOperator.Contains or ConditionOperator.ContainsText or ConditionOperator.None =>
                leaf with { Text = Encoding.UTF8.GetBytes(values[0]) },
        };
    }

    private static ByteTable TableOf(ImmutableArray<string> values) => ByteTable.Create(
        [.. values.Distinct(StringComparer.Ordinal).Select((value, number) => new ByteTableEntry(0, Encoding.UTF8.GetBytes(value), number))]);

    private AttributeSlot SlotOf(AttributeReference attribute)
    {
        if (attribute.Kind == AttributeKind.Claim)
        {
            return claims.Add(attribute);
        }

        int number = attribute.Kind switch
        {
            AttributeKind.Body => pointers.Add(attribute.Path),
            AttributeKind.PathParameter => captures.NumberOf(attribute.Name),
            AttributeKind.Claim or AttributeKind.Header or AttributeKind.Query or AttributeKind.SourceAddress
                or AttributeKind.Sni or AttributeKind.ContextExtension or AttributeKind.Metadata => AttributeSlot.NoNumber,
        };
        byte[][] steps = attribute.Kind == AttributeKind.Metadata ? [.. attribute.Path.Select(Encoding.UTF8.GetBytes)] : [];
        return new AttributeSlot(attribute.Kind, Encoding.UTF8.GetBytes(attribute.Name), number, steps);
    }
}
