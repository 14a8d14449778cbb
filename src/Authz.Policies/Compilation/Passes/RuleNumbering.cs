using System.Collections.Immutable;
using System.Runtime.InteropServices;
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
    // Of policy i the first rule's number.
    private readonly int[] starts;

    /// <param name="conditions">Gets the condition of every rule.</param>
    public RuleNumbering(BoundPolicySet policies, ConditionTableBuilder conditions, CompilationPace pace)
    {
        starts = new int[policies.Policies.Length];
        int count = policies.Policies.Sum(policy => policy.Rules.Length);
        Terms = new RuleTerms[count];
        var names = new string[count];
        int number = 0;
        for (int i = 0; i < starts.Length; i++)
        {
            BoundPolicy policy = policies.Policies[i];
            starts[i] = number;
            foreach (BoundRule rule in policy.Rules)
            {
                // INVARIANT: where a rule says that it stands is where it stands, or it would be judged by another's terms.
                if (rule.Position != number - starts[i])
                {
                    throw new InvalidOperationException($"{rule.QualifiedName} is not where it says");
                }

                Terms[number] = new RuleTerms(
                    policy.From?.UtcTicks ?? long.MinValue,
                    policy.Until?.UtcTicks ?? long.MaxValue,
                    conditions.Add(rule.When),
                    rule.Effect,
                    policy.Mode == PolicyMode.Shadow);
                names[number] = rule.QualifiedName;
                AddAnswers(rule, number);
                number++;
            }

            pace.Rest();
        }

        Names = ImmutableCollectionsMarshal.AsImmutableArray(names);
    }

    /// <summary>Of the few rules that shape an answer, by number.</summary>
    public Dictionary<int, AllowAnswer> AllowAnswers { get; } = [];

    public Dictionary<int, DenyAnswer> DenyAnswers { get; } = [];

    /// <summary>By number.</summary>
    public RuleTerms[] Terms { get; }

    public ImmutableArray<string> Names { get; }

    /// <param name="policy">The rule's policy, by its place in the set.</param>
    public int NumberOf(int policy, BoundRule rule) => starts[policy] + rule.Position;

    /// <summary>The node of the rule's condition, or -1.</summary>
    public int ConditionOf(int number) => Terms[number].Condition;

    /// <summary>It decides whenever its path and method match.</summary>
    public bool IsCertain(int number) => Terms[number] is
    {
        FromUtcTicks: long.MinValue, UntilUtcTicks: long.MaxValue, Condition: ConditionTable.NoCondition, IsShadow: false,
    };

    private void AddAnswers(BoundRule rule, int number)
    {
        if (rule.OnAllow is { } allow)
        {
            AllowAnswers.Add(number, allow);
        }

        if (rule.OnDeny is { } deny)
        {
            DenyAnswers.Add(number, deny);
        }
    }
}
