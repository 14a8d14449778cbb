using System.Collections.Immutable;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Answers;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Syntax;

namespace Authz.Policies.Compilation.Passes;

/// <summary>
/// Numbers the rules by (policy name, position): the order in which one of several is named, so that a lower number
/// wins wherever rules meet.
/// </summary>
internal sealed class RuleNumbering
{
    private readonly Dictionary<BoundRule, int> numbers = new(ReferenceEqualityComparer.Instance);
    private readonly List<RuleTerms> terms = [];

    /// <param name="conditions">Gets the condition of every rule.</param>
    public RuleNumbering(BoundPolicySet policies, ConditionTableBuilder conditions)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (BoundPolicy policy in policies.Policies)
        {
            foreach (BoundRule rule in policy.Rules)
            {
                numbers.Add(rule, terms.Count);
                terms.Add(new RuleTerms(
                    policy.From?.UtcTicks ?? long.MinValue,
                    policy.Until?.UtcTicks ?? long.MaxValue,
                    conditions.Add(rule.When),
                    rule.Effect,
                    policy.Mode == PolicyMode.Shadow));
                names.Add(rule.QualifiedName);
                AddAnswers(rule);
            }
        }

        Names = names.ToImmutable();
    }

    /// <summary>Of the few rules that shape an answer, by number.</summary>
    public Dictionary<int, AllowAnswer> AllowAnswers { get; } = [];

    public Dictionary<int, DenyAnswer> DenyAnswers { get; } = [];

    public RuleTerms[] Terms => [.. terms];

    public ImmutableArray<string> Names { get; }

    public int NumberOf(BoundRule rule) => numbers[rule];

    /// <summary>The node of the rule's condition, or -1.</summary>
    public int ConditionOf(BoundRule rule) => terms[numbers[rule]].Condition;

    /// <summary>It decides whenever its path and method match.</summary>
    public bool IsCertain(BoundRule rule) => terms[numbers[rule]] is
    {
        FromUtcTicks: long.MinValue, UntilUtcTicks: long.MaxValue, Condition: ConditionTable.NoCondition, IsShadow: false,
    };

    private void AddAnswers(BoundRule rule)
    {
        if (rule.OnAllow is { } allow)
        {
            AllowAnswers.Add(numbers[rule], allow);
        }

        if (rule.OnDeny is { } deny)
        {
            DenyAnswers.Add(numbers[rule], deny);
        }
    }
}
