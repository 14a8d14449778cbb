using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
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

    // Of the condition that is being added; most say what another has said, and no string is made for them.
    private readonly List<char> key = [];

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
        PutKey(comparison);
        if (!known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(CollectionsMarshal.AsSpan(key), out int node))
        {
            bool usesPath = comparison.Attribute.Kind == AttributeKind.PathParameter
                || comparison.Other?.Kind == AttributeKind.PathParameter;
            node = nodes.Count;
            nodes.Add(new ConditionNode(ConditionNodeKind.Comparison, leaves.Count, 0, usesPath));
            leaves.Add(LeafOf(comparison));
            known.Add(new string(CollectionsMarshal.AsSpan(key)), node);
        }

        return node;
    }

    private void PutKey(BoundComparison comparison)
    {
        key.Clear();
        PutKey(comparison.Attribute);
        PutKey((int)comparison.Operator);
        PutKey((int)comparison.Quantifier);
        PutKey(comparison.Other is null ? 1 : 0);
        if (comparison.Other is null)
        {
            PutKey(comparison.Values);
        }
        else
        {
            PutKey(comparison.Other);
        }
    }

    private void PutKey(AttributeReference attribute)
    {
        PutKey((int)attribute.Kind);
        PutKey(attribute.Name);
        PutKey(attribute.Path);
    }

    private void PutKey(ImmutableArray<string> texts)
    {
        PutKey(texts.Length);
        foreach (string text in texts)
        {
            PutKey(text);
        }
    }

    // With its length before it a text cannot be taken for two.
    private void PutKey(string text)
    {
        PutKey(text.Length);
        key.AddRange(text.AsSpan());
    }

    // As characters, none of which is a letter that the keys of other conditions begin with: a kind is a small number.
    private void PutKey(int number)
    {
        key.Add((char)number);
        key.Add((char)(number >> 16));
    }

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
