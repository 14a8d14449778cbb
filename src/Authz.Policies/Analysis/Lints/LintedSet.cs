using System.Collections.Immutable;
using Authz.Policies.Binding;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Analysis.Lints;

/// <summary>A bound set, and where its author wrote what.</summary>
internal sealed class LintedSet
{
    private readonly Dictionary<string, AccessPolicySyntax> policies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ServiceSyntax> services = new(StringComparer.Ordinal);

    public LintedSet(PolicySyntax syntax, BoundPolicySet bound)
    {
        Bound = bound;
        foreach (DocumentSyntax document in syntax.Documents)
        {
            switch (document)
            {
                case AccessPolicySyntax policy:
                    policies.TryAdd(policy.Name.Value, policy);
                    break;
                case BuildingBlockSyntax block:
                    foreach (ServiceSyntax service in block.Services)
                    {
                        services.TryAdd($"{block.Name.Value}/{service.Name.Value}", service);
                    }

                    break;
                default:
                    break;
            }
        }
    }

    public BoundPolicySet Bound { get; }

    /// <summary>Null: the policy was not written as an AccessPolicy.</summary>
    public AccessPolicySyntax? SyntaxOf(BoundPolicy policy) => policies.GetValueOrDefault(policy.Name);

    public SourceSpan PlaceOf(BoundPolicy policy) => SyntaxOf(policy)?.Name.Span ?? policy.Rules[0].Span;

    public SourceSpan PlaceOf(BoundPolicy policy, BoundRule rule) => RuleOf(policy, rule)?.Name.Span ?? rule.Span;

    public SourceSpan PlaceOf(BoundPolicy policy, BoundRule rule, PathPattern path)
    {
        if (RuleOf(policy, rule) is { Paths.IsDefault: false } syntax)
        {
            foreach (Located<string> text in syntax.Paths)
            {
                if (text.Value == path.Text)
                {
                    return text.Span;
                }
            }
        }

        return rule.Span;
    }

    public SourceSpan? PlaceOf(BoundService service) => services.GetValueOrDefault(service.QualifiedName)?.Name.Span;

    public SourceSpan? PlaceOf(BoundService service, BoundOperation operation) =>
        services.GetValueOrDefault(service.QualifiedName)?.Operations
            .Where(syntax => syntax.Id.Value == operation.Id)
            .Select(syntax => (SourceSpan?)syntax.Id.Span)
            .FirstOrDefault();

    private RuleSyntax? RuleOf(BoundPolicy policy, BoundRule rule)
    {
        ImmutableArray<RuleSyntax> rules = SyntaxOf(policy)?.Rules ?? [];
        return rule.Position < rules.Length ? rules[rule.Position] : null;
    }
}
