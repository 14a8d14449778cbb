namespace Authz.Policies.Analysis.Lints;

/// <summary>Comparisons that a lint may still make. When they are used up it reports nothing more.</summary>
internal sealed class ComparisonBudget(int left = LintLimits.ComparisonsMax)
{
    public bool TryTake()
    {
        if (left == 0)
        {
            return false;
        }

        left--;
        return true;
    }
}
