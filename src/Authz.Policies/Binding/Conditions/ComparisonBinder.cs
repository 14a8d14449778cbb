using System.Collections.Immutable;
using System.Diagnostics;
using Authz.Policies.Binding.Conditions.Expressions;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Syntax.Conditions;
using Authz.Policies.Syntax.Values;
using Authz.Policies.Text;

namespace Authz.Policies.Binding.Conditions;

/// <summary>Comparisons in the one form that is compiled.</summary>
internal sealed class ComparisonBinder(IssuerTable issuers, DiagnosticBag diagnostics)
{
    private const int FewValues = 4;

    private readonly ExpressionTable expressions = new(diagnostics);

    /// <summary>Null: the operand is wrong, and that was reported.</summary>
    public BoundComparison? Bind(ComparisonSyntax comparison, ConditionMeasure measure)
    {
        AttributeReference attribute = Reference(comparison.Attribute, measure);
        AttributeReference? other = comparison.Other is { } syntax ? Reference(syntax, measure) : null;
        ImmutableArray<string> values = other is null ? ValuesOf(comparison) : default;
        bool isExpression = comparison.Operator.Value == ConditionOperator.Matches;
        ExpressionAutomaton? expression = isExpression ? ExpressionOf(comparison, attribute) : null;
        bool isRight = isExpression ? expression is not null : other is not null || !values.IsDefault;
        return !isRight
            ? null
            : new BoundComparison
            {
                Span = comparison.Span,
                Attribute = attribute,
                Operator = comparison.Operator.Value,
                Quantifier = comparison.Quantifier,
                Values = values,
                Expression = expression,
                Other = other,
            };
    }

    private AttributeReference Reference(AttributeSyntax attribute, ConditionMeasure measure)
    {
        switch (attribute)
        {
            case HeaderAttributeSyntax header:
                return new AttributeReference(AttributeKind.Header, header.Name.Value.ToLowerInvariant(), []);
            case QueryAttributeSyntax query:
                return new AttributeReference(AttributeKind.Query, query.Name.Value, []);
            case PathParameterAttributeSyntax parameter:
                measure.AddPathParameter(parameter.Name);
                return new AttributeReference(AttributeKind.PathParameter, parameter.Name.Value, []);
            case SourceAddressAttributeSyntax:
                return new AttributeReference(AttributeKind.SourceAddress, "", []);
            case SniAttributeSyntax:
                return new AttributeReference(AttributeKind.Sni, "", []);
            case ContextExtensionAttributeSyntax extension:
                return new AttributeReference(AttributeKind.ContextExtension, extension.Name.Value, []);
            case BodyAttributeSyntax body:
                return new AttributeReference(AttributeKind.Body, "", JsonPointer.StepsOf(body.JsonPointer.Value));
            case MetadataAttributeSyntax metadata:
                ImmutableArray<string> steps = JsonPointer.StepsOf(metadata.JsonPointer.Value);
                return new AttributeReference(AttributeKind.Metadata, metadata.Filter.Value, steps);
            case ClaimAttributeSyntax claim:
                issuers.Find(claim.Issuer);
                ImmutableArray<string> path = ClaimPath.StepsOf(claim.Path.Value);
                return new AttributeReference(AttributeKind.Claim, claim.Issuer.Value, path);
            default:
                throw new UnreachableException();
        }
    }

    private static ImmutableArray<string> ValuesOf(ComparisonSyntax comparison)
    {
        ImmutableArray<Located<string>> values = comparison.Values;
        switch (comparison.Operator.Value)
        {
            case ConditionOperator.Cidr:
                return NetworksOf(values);
            case ConditionOperator.None:
            case ConditionOperator.Equals:
            case ConditionOperator.In:
            case ConditionOperator.Prefix:
            case ConditionOperator.Suffix:
            case ConditionOperator.Contains:
            case ConditionOperator.ContainsText:
            case ConditionOperator.Matches:
            case ConditionOperator.Exists:
                return DistinctOf(values);
        }

        throw new UnreachableException();
    }

    // Thousands of rules say one value or two: a set for each of them would be more than they are.
    private static ImmutableArray<string> DistinctOf(ImmutableArray<Located<string>> values)
    {
        if (values.Length > FewValues)
        {
            return [.. values.Select(value => value.Value).Distinct(StringComparer.Ordinal)];
        }

        ImmutableArray<string>.Builder distinct = ImmutableArray.CreateBuilder<string>(values.Length);
        foreach (Located<string> value in values)
        {
            if (!distinct.Contains(value.Value))
            {
                distinct.Add(value.Value);
            }
        }

        return distinct.DrainToImmutable();
    }

    // The server name is compared without case, as names of hosts are.
    private ExpressionAutomaton? ExpressionOf(ComparisonSyntax comparison, AttributeReference attribute) =>
        expressions.Compile(
            comparison.Values[0], attribute.Kind == AttributeKind.Sni ? CaseRule.IgnoresAscii : CaseRule.Exact);

    // What is no network was reported with its document.
    private static ImmutableArray<string> NetworksOf(ImmutableArray<Located<string>> values)
    {
        foreach (Located<string> value in values)
        {
            if (NetworkText.FaultOf(value.Value) is not null)
            {
                return default;
            }
        }

        return [.. values.Select(value => NetworkText.Canonical(value.Value)).Distinct(StringComparer.Ordinal)];
    }
}
