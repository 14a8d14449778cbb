namespace Authz.Policies.Decisions;

/// <summary>What must still be looked at when a rule's path and method have matched.</summary>
internal sealed class RuleTable
{
    private readonly RuleTerms[] terms;

    public RuleTable(RuleTerms[] terms) => this.terms = terms;

    /// <summary>Keeps the rule if it is in force now and comes before the one that is kept already.</summary>
    public void Note(ref RuleMatches matches, int rule, long utcTicks)
    {
        ref readonly RuleTerms term = ref terms[rule];
        if (utcTicks < term.FromUtcTicks || utcTicks >= term.UntilUtcTicks)
        {
            return;
        }

        if (term.IsShadow)
        {
            matches.Shadow = Math.Min(matches.Shadow, rule);
        }
        else
        {
            matches.Enforced = Math.Min(matches.Enforced, rule);
        }
    }
}
