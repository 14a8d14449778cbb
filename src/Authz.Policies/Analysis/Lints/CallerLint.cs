using Authz.Policies.Binding;
using Authz.Policies.Text;

namespace Authz.Policies.Analysis.Lints;

/// <summary>Policies for callers of whom none has an identity: nobody can ever be one of them.</summary>
internal static class CallerLint
{
    public static void Run(LintedSet set, DiagnosticBag diagnostics)
    {
        foreach (BoundPolicy policy in set.Bound.Policies)
        {
            // That there are no subjects at all was said when the policy was bound.
            if (!policy.Subjects.Anonymous
                && !policy.Subjects.Blocks.IsEmpty
                && !policy.Subjects.Blocks.Any(block => CanProveItself(set.Bound.Blocks[block])))
            {
                diagnostics.ReportCallersWithoutIdentity(set.PlaceOf(policy), policy.Name);
            }
        }
    }

    private static bool CanProveItself(BoundBlock block) => !block.SpiffeIds.IsEmpty || !block.DnsNames.IsEmpty;
}
