using Authz.Policies.Binding;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Analysis.Lints;

/// <summary>
/// Advice on a set without errors: what is legal and yet probably not meant. It is given to authors by `authz validate`;
/// the service never runs it.
/// </summary>
internal static class PolicyLinter
{
    public static void Run(PolicySyntax syntax, BoundPolicySet policies, LintOptions options, DiagnosticBag diagnostics)
    {
        var set = new LintedSet(syntax, policies);
        ValidityLint.Run(set, options.Now, diagnostics);
        CallerLint.Run(set, diagnostics);
        IdentityLint.Run(syntax, diagnostics);
        IssuerLint.Run(syntax, policies, diagnostics);
        var nested = new NestedServiceLint(set, diagnostics);
        nested.Run();
        new BeatenAllowLint(set, new ComparisonBudget(), diagnostics).Run();
        UncalledServiceLint.Run(set, diagnostics);
        new LiteralOperationLint(set, new ComparisonBudget(), diagnostics).Run();
        new ConditionLint(set, diagnostics).Run();
        DeadConditionLint.Run(set, diagnostics);
        if (options.TellsOperations)
        {
            // Last: there may be more of these than findings are kept.
            new UncalledOperationLint(set, nested, options.Now, new ComparisonBudget(), diagnostics).Run();
        }
    }
}
