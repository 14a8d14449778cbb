using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Requests;

namespace Authz.Policies.Decisions;

/// <summary>What must still be looked at when a rule's path and method have matched.</summary>
internal sealed class RuleTable
{
    private readonly RuleTerms[] terms;
    private readonly ConditionTable conditions;

    public RuleTable(RuleTerms[] terms, ConditionTable conditions)
    {
        this.terms = terms;
        this.conditions = conditions;
    }

    public bool IsShadow(int rule) => terms[rule].IsShadow;

    public bool Expires(int rule) => terms[rule].UntilUtcTicks != long.MaxValue;

    /// <summary>Keeps the rule if it is in force now, comes before the one that is kept already, and its conditions hold.</summary>
    /// <param name="captures">Of the pattern by which it matched.</param>
    public void Note(
        ref RuleMatches matches, int rule, int captures, scoped in AccessRequest request, scoped ref ConditionState state)
    {
        ref readonly RuleTerms term = ref terms[rule];
        long utcTicks = request.Time.UtcTicks;
        if (utcTicks < term.FromUtcTicks)
        {
            return;
        }

        ref int kept = ref matches.Enforced;
        if (utcTicks >= term.UntilUtcTicks)
        {
            if (term.Effect == Effect.Deny || term.IsShadow)
            {
                return;
            }

            kept = ref matches.Expired;
        }
        else if (term.IsShadow)
        {
            kept = ref matches.Shadow;
        }

        if (rule < kept && (term.Condition == ConditionTable.NoCondition || Holds(rule, captures, in request, ref state)))
        {
            kept = rule;
        }
    }

    /// <summary>An allow needs certainty. A deny needs only that nobody can rule it out.</summary>
    private bool Holds(int rule, int captures, scoped in AccessRequest request, scoped ref ConditionState state)
    {
        ref readonly RuleTerms term = ref terms[rule];
        state.Captures = captures;
        state.IsDeny = term.Effect == Effect.Deny;
        Ternary result = conditions.Evaluate(term.Condition, in request, ref state);
        state.Note(rule, result);
        return term.Effect switch
        {
            Effect.Allow => result == Ternary.True,
            Effect.Deny => result != Ternary.False,
        };
    }
}
