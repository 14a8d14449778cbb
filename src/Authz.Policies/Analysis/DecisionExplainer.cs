using System.Collections.Immutable;
using System.Text;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;

namespace Authz.Policies.Analysis;

/// <summary>Why a request is allowed or denied, rule by rule. The verdict is the tree's; the reasons are found anew.</summary>
public static class DecisionExplainer
{
    public static Explanation Explain(AccessQuestion question, BoundPolicySet policies, DecisionTree tree)
    {
        Verdict verdict = question.Ask(tree);
        if (!IsDecidedByRules(verdict.Reason))
        {
            return new Explanation(question, verdict, null, []);
        }

        RuleReading? decisive = null;
        ImmutableArray<RuleFinding> findings = [];
        foreach (string path in PathsOf(question))
        {
            decisive = new RuleReading(question, policies, path);
            findings = Sort(decisive.FindAll());
            if (findings.FirstOrDefault(finding => finding.Matched)?.Rule.QualifiedName == verdict.Rule)
            {
                break;
            }
        }

        return new Explanation(question, verdict, question.To.IsTcp ? null : decisive?.Path, findings);
    }

    /// <summary>All other reasons come before any rule is looked at.</summary>
    private static bool IsDecidedByRules(DecisionReason reason) => reason
        is DecisionReason.AllowedByRule
        or DecisionReason.DeniedByRule
        or DecisionReason.NoRule
        or DecisionReason.CredentialsMissing
        or DecisionReason.UnknownCaller;

    /// <summary>The readings of the path below the base path: the first on which rules come to the verdict explains it.</summary>
    private static List<string> PathsOf(AccessQuestion question)
    {
        Span<byte> scratch = new byte[RequestLimits.PathBytesMax];
        var readings = new List<string>();
        if (question.To.IsTcp)
        {
            readings.Add("/");
            return readings;
        }

        if (!CanonicalPath.TryRead(Encoding.UTF8.GetBytes(question.Target), scratch, out CanonicalPath path))
        {
            return readings;
        }

        readings.Add(Below(question.To, path.Bytes));
        if (path.HasMatrixParameters)
        {
            Span<byte> stripped = new byte[RequestLimits.PathBytesMax];
            stripped = stripped[..CanonicalPath.StripMatrixParameters(path.Bytes, stripped)];
            readings.Add(Below(question.To, stripped));
        }

        return readings;
    }

    private static string Below(BoundService service, ReadOnlySpan<byte> path)
    {
        // The tree has found the service by this path, so the path begins with the service's base path.
        string below = Encoding.UTF8.GetString(path)[service.BasePath.Length..];
        return below.Length == 0 ? "/" : below;
    }

    /// <summary>
    /// What matched, denies first, for they decide. Then what is about this service, with the fewest misses first: a rule
    /// about another service is no near miss, however little else it misses.
    /// </summary>
    private static ImmutableArray<RuleFinding> Sort(IEnumerable<RuleFinding> findings) =>
    [
        .. findings
            .OrderByDescending(finding => finding.Matched)
            .ThenBy(finding => finding.Matched && finding.Rule.Effect == Effect.Allow)
            .ThenBy(finding => finding.Misses.Any(miss => miss.Aspect == RuleAspect.Resource))
            .ThenBy(finding => finding.Misses.Length)
            .ThenBy(finding => finding.Rule.Effect == Effect.Deny)
            .ThenByDescending(finding => finding.Matched ? 0 : (byte)finding.Misses[0].Aspect)
            .ThenBy(finding => finding.Policy.Name, StringComparer.Ordinal)
            .ThenBy(finding => finding.Rule.Position),
    ];
}
