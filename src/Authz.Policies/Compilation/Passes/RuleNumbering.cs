using System.Collections.Immutable;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax;

namespace Authz.Policies.Compilation.Passes;

/// <summary>
/// Numbers the rules by (policy name, position): the order in which one of several is named, so that a lower number
/// wins wherever rules meet.
/// </summary>
internal sealed class RuleNumbering
{
    private readonly Dictionary<BoundRule, int> numbers = new(ReferenceEqualityComparer.Instance);

    public RuleNumbering(BoundPolicySet policies)
    {
        var terms = new List<RuleTerms>();
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (BoundPolicy policy in policies.Policies)
        {
            var term = new RuleTerms(
                policy.From?.UtcTicks ?? long.MinValue,
                policy.Until?.UtcTicks ?? long.MaxValue,
                policy.Mode == PolicyMode.Shadow);
            foreach (BoundRule rule in policy.Rules)
            {
                numbers.Add(rule, terms.Count);
                terms.Add(term);
                names.Add(rule.QualifiedName);
            }
        }

        Table = new RuleTable([.. terms]);
        Names = names.ToImmutable();
    }

    public RuleTable Table { get; }

    public ImmutableArray<string> Names { get; }

    public int NumberOf(BoundRule rule) => numbers[rule];
}
