using System.Collections.Immutable;
using Authz.Policies.Binding.Conditions;
using Authz.Policies.Compilation;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

internal sealed class AccessPolicyBinder
{
    private readonly DiagnosticBag diagnostics;
    private readonly CompilationPace pace;
    private readonly SubjectBinder subjects;
    private readonly ResourceBinder resources;
    private readonly RuleBinder rules;

    public AccessPolicyBinder(
        BlockTable blocks, GroupTable groups, ConditionBinder conditions, CompilationPace pace, DiagnosticBag diagnostics)
    {
        this.diagnostics = diagnostics;
        this.pace = pace;
        subjects = new SubjectBinder(blocks, groups);
        resources = new ResourceBinder(blocks, groups);
        rules = new RuleBinder(blocks, conditions, diagnostics);
    }

    public ImmutableArray<BoundPolicy> Bind(ImmutableArray<AccessPolicySyntax> syntaxes)
    {
        ImmutableArray<BoundPolicy>.Builder policies = ImmutableArray.CreateBuilder<BoundPolicy>(syntaxes.Length);
        int ruleCount = 0;
        foreach (AccessPolicySyntax syntax in syntaxes)
        {
            ruleCount += syntax.Rules.Length;
            if (ruleCount > PolicyLimits.RulesMax)
            {
                diagnostics.ReportTooManyRules(syntax.Name.Span);
                break;
            }

            policies.Add(BindPolicy(syntax));
            pace.Rest();
        }

        return policies.DrainToImmutable();
    }

    private BoundPolicy BindPolicy(AccessPolicySyntax syntax)
    {
        BoundSubjects boundSubjects = subjects.Bind(syntax.Subjects);
        if (boundSubjects is { Anonymous: false, Blocks.IsEmpty: true } && subjects.AreWhole && !syntax.HasErrors)
        {
            diagnostics.ReportNoSubjects(syntax.Name);
        }

        ImmutableArray<int> services = resources.Bind(syntax.Resources);
        if (services.IsEmpty && resources.AreWhole && !syntax.HasErrors)
        {
            diagnostics.ReportNoResources(syntax.Name);
        }

        return new BoundPolicy
        {
            Name = syntax.Name.Value,
            LegalBasis = syntax.LegalBasis?.Value,
            From = syntax.Validity?.From?.Value,
            Until = syntax.Validity?.Until?.Value,
            Mode = syntax.Mode?.Value ?? PolicyMode.Enforce,
            Subjects = boundSubjects,
            Services = services,
            Rules = rules.Bind(syntax, services, resources.AreWhole),
        };
    }
}
