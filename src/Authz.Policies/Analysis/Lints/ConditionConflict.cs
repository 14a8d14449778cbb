using System.Globalization;
using System.Text;
using Authz.Policies.Binding.Conditions;
using Authz.Policies.Decisions.Conditions;

namespace Authz.Policies.Analysis.Lints;

/// <summary>Two comparisons that are never true together: of one attribute, or of claims of two issuers.</summary>
internal sealed record ConditionConflict(BoundComparison First, BoundComparison Second)
{
    private const int AddressBits = 128;
    private const int MappedBits = 96;

    /// <summary>They ask for claims of two issuers, and a call has one token.</summary>
    public bool NeedsTwoTokens =>
        First.Attribute.Kind == AttributeKind.Claim
        && Second.Attribute.Kind == AttributeKind.Claim
        && First.Attribute.Name != Second.Attribute.Name;

    /// <summary>Among what an `all` asks for at once, its `all`s within included; null: none that is certain.</summary>
    public static ConditionConflict? Find(BoundAll all)
    {
        var seen = new Dictionary<string, List<Demand>>(StringComparer.Ordinal);
        BoundComparison? claim = null;
        foreach (Demand demand in DemandsOf(all))
        {
            if (demand is { IsAbsence: false, Comparison.Attribute.Kind: AttributeKind.Claim })
            {
                claim ??= demand.Comparison;
                if (claim.Attribute.Name != demand.Comparison.Attribute.Name)
                {
                    return new ConditionConflict(claim, demand.Comparison);
                }
            }

            string attribute = KeyOf(demand.Comparison.Attribute);
            if (!seen.TryGetValue(attribute, out List<Demand>? others))
            {
                seen[attribute] = others = [];
            }

            if (others.Find(other => AreApart(other, demand)) is { } apart)
            {
                return new ConditionConflict(apart.Comparison, demand.Comparison);
            }

            if (others.Count < LintLimits.DemandsOfAttributeMax)
            {
                others.Add(demand);
            }
        }

        return null;
    }

    private static IEnumerable<Demand> DemandsOf(BoundAll all) => all.Conditions.SelectMany(child => child switch
    {
        BoundAll inner => DemandsOf(inner),
        BoundComparison comparison => [new Demand(comparison, Asks(comparison, "false"))],
        BoundNot { Condition: BoundComparison { Operator: ConditionOperator.Exists } exists } =>
            [new Demand(exists, Asks(exists, "true"))],
        _ => Enumerable.Empty<Demand>(),
    });

    private static bool Asks(BoundComparison comparison, string word) =>
        comparison.Operator == ConditionOperator.Exists && comparison.Values[0] == word;

    private static bool AreApart(Demand one, Demand other)
    {
        if (one.IsAbsence || other.IsAbsence)
        {
            return one.IsAbsence != other.IsAbsence;
        }

        BoundComparison left = one.Comparison;
        BoundComparison right = other.Comparison;
        return left.Operator == ConditionOperator.Cidr && right.Operator == ConditionOperator.Cidr
            ? IsOfOneValue(left) && !left.Values.Any(network => right.Values.Any(second => Overlap(network, second)))
            : ListsEveryValue(left) && ListsEveryValue(right) && !left.Values.Intersect(right.Values, CaseOf(left)).Any();
    }

    /// <summary>Where it is true, each value is one of its texts.</summary>
    private static bool ListsEveryValue(BoundComparison comparison) =>
        comparison is { Other: null, Operator: ConditionOperator.Equals or ConditionOperator.In }
        && (comparison.Quantifier != ConditionQuantifier.Any || IsOfOneValue(comparison));

    private static bool IsOfOneValue(BoundComparison comparison) => comparison.Attribute.Kind
        is AttributeKind.PathParameter or AttributeKind.SourceAddress or AttributeKind.Sni or AttributeKind.ContextExtension;

    private static StringComparer CaseOf(BoundComparison comparison) =>
        comparison.Attribute.Kind == AttributeKind.Sni ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private static bool Overlap(string one, string other)
    {
        (UInt128 address, int bits) = NetworkOf(one);
        (UInt128 second, int secondBits) = NetworkOf(other);
        int common = Math.Min(bits, secondBits);
        return common == 0 || (address ^ second) >> (AddressBits - common) == UInt128.Zero;
    }

    // IPv4 stands where it is mapped to in IPv6.
    private static (UInt128 Address, int Bits) NetworkOf(string network)
    {
        string[] parts = network.Split('/');
        bool isRead = AddressText.TryRead(Encoding.UTF8.GetBytes(parts[0]), out UInt128 address);
        int bits = int.Parse(parts[1], CultureInfo.InvariantCulture);
        return isRead ? (address, network.Contains(':') ? bits : bits + MappedBits) : default;
    }

    private static string KeyOf(AttributeReference attribute) => string.Create(
        CultureInfo.InvariantCulture,
        $"{attribute.Kind} {attribute.Name.Length}:{attribute.Name}{string.Concat(attribute.Path.Select(step => $" {step.Length}:{step}"))}");

    /// <param name="IsAbsence">It asks for the attribute to be absent; else it is true only of one that is there.</param>
    private sealed record Demand(BoundComparison Comparison, bool IsAbsence);
}
