using Authz.Policies.Binding;
using Authz.Policies.Binding.Conditions;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Analysis.Lints;

/// <summary>Issuers that no rule and no identity asks for anything: their tokens are verified for nothing.</summary>
internal static class IssuerLint
{
    public static void Run(PolicySyntax syntax, BoundPolicySet set, DiagnosticBag diagnostics)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (BoundTokenIdentity identity in set.Blocks.SelectMany(block => block.Tokens))
        {
            used.Add(set.Issuers[identity.Issuer].Name);
        }

        foreach (BoundRule rule in set.Policies.SelectMany(policy => policy.Rules))
        {
            if (rule.When is { } condition)
            {
                AddIssuers(condition, used);
            }
        }

        foreach (IssuerSyntax issuer in syntax.Documents.OfType<IssuerSyntax>())
        {
            if (!used.Contains(issuer.Name.Value))
            {
                diagnostics.ReportUnusedIssuer(issuer.Name.Span, issuer.Name.Value);
            }
        }
    }

    private static void AddIssuers(BoundCondition condition, HashSet<string> used)
    {
        switch (condition)
        {
            case BoundAll all:
                AddIssuers(all.Conditions, used);
                break;
            case BoundAny any:
                AddIssuers(any.Conditions, used);
                break;
            case BoundNot not:
                AddIssuers(not.Condition, used);
                break;
            case BoundComparison comparison:
                AddIssuer(comparison.Attribute, used);
                AddIssuer(comparison.Other, used);
                break;
            default:
                break;
        }
    }

    private static void AddIssuers(IEnumerable<BoundCondition> conditions, HashSet<string> used)
    {
        foreach (BoundCondition condition in conditions)
        {
            AddIssuers(condition, used);
        }
    }

    private static void AddIssuer(AttributeReference? attribute, HashSet<string> used)
    {
        if (attribute is { Kind: AttributeKind.Claim })
        {
            used.Add(attribute.Name);
        }
    }
}
