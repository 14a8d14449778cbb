using System.Collections.Immutable;
using Authz.Policies.Binding;
using Authz.Policies.Binding.Conditions;
using Authz.Policies.Text;

namespace Authz.Policies.Analysis.Lints;

/// <summary>Attributes of conditions that a request seldom or never has.</summary>
internal sealed class ConditionLint(LintedSet set, DiagnosticBag diagnostics)
{
    public void Run()
    {
        foreach (BoundPolicy policy in set.Bound.Policies)
        {
            foreach (BoundRule rule in policy.Rules)
            {
                if (rule.When is { } condition)
                {
                    Check(policy, rule, condition);
                }
            }
        }
    }

    private void Check(BoundPolicy policy, BoundRule rule, BoundCondition condition)
    {
        switch (condition)
        {
            case BoundAll all:
                Check(policy, rule, all.Conditions);
                break;
            case BoundAny any:
                Check(policy, rule, any.Conditions);
                break;
            case BoundNot not:
                Check(policy, rule, not.Condition);
                break;
            case BoundComparison comparison:
                Check(policy, rule, comparison.Attribute, comparison.Span);
                if (comparison.Other is { } other)
                {
                    Check(policy, rule, other, comparison.Span);
                }

                break;
            default:
                break;
        }
    }

    private void Check(BoundPolicy policy, BoundRule rule, ImmutableArray<BoundCondition> conditions)
    {
        foreach (BoundCondition condition in conditions)
        {
            Check(policy, rule, condition);
        }
    }

    private void Check(BoundPolicy policy, BoundRule rule, AttributeReference attribute, SourceSpan where)
    {
        switch (attribute.Kind)
        {
            case AttributeKind.Header when attribute.Name.Contains('_'):
                diagnostics.ReportHeaderWithUnderscore(where, attribute.Name);
                break;
            case AttributeKind.PathParameter when PathsOf(policy, rule).FirstOrDefault(IsUnclear) is { } path:
                diagnostics.ReportParameterUnclear(where, attribute.Name, path.Text);
                break;
            default:
                break;
        }

        bool IsUnclear(PathPattern path) => path.Segments.Any(segment =>
            segment.Gaps.Length > 1 && segment.Gaps.Any(gap => gap.ParameterName == attribute.Name));
    }

    private IEnumerable<PathPattern> PathsOf(BoundPolicy policy, BoundRule rule)
    {
        if (!rule.Paths.IsDefault)
        {
            return rule.Paths;
        }

        return rule.Operations.IsDefault
            ? []
            : policy.Services.SelectMany(service => set.Bound.Services[service].Operations)
                .Where(operation => rule.Operations.Contains(operation.Id))
                .Select(operation => operation.Path);
    }
}
