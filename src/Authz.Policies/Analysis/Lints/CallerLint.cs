using Authz.Policies.Binding;
using Authz.Policies.Text;

namespace Authz.Policies.Analysis.Lints;

/// <summary>Policies for callers of whom none has an identity, nor somebody who speaks for it: nobody can ever be one of them.</summary>
internal static class CallerLint
{
    public static void Run(LintedSet set, DiagnosticBag diagnostics)
    {
        HashSet<int> spokenFor = [.. set.Bound.SecurityServers.SelectMany(server => server.SpeaksFor)];
        foreach (BoundPolicy policy in set.Bound.Policies)
        {
            // That there are no subjects at all was said when the policy was bound.
            if (!policy.Subjects.Anonymous
                && !policy.Subjects.Blocks.IsEmpty
                && !policy.Subjects.Blocks.Any(block => spokenFor.Contains(block) || CanProveItself(set.Bound.Blocks[block])))
            {
                diagnostics.ReportCallersWithoutIdentity(set.PlaceOf(policy), policy.Name);
            }
        }
    }

    private static bool CanProveItself(BoundBlock block) =>
        block is not { SpiffeIds.IsEmpty: true, DnsNames.IsEmpty: true, Tokens.IsEmpty: true, ApiKeys.IsEmpty: true, SignatureKeys.IsEmpty: true };
}
