using System.Collections.Immutable;
using Authz.Policies.Binding;
using Authz.Policies.Binding.Conditions;
using Authz.Policies.Binding.Conditions.Expressions;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Text;

namespace Authz.Policies.Tests.Decisions.Conditions;

/// <summary>Conditions as binding makes them, written shortly.</summary>
internal static class Comparisons
{
    private static readonly SourceSpan nowhere = new(new SourceText("set.yaml", ""), new TextSpan(0, 0));

    public static AttributeReference Header(string name) => new(AttributeKind.Header, name, []);

    public static AttributeReference Query(string name) => new(AttributeKind.Query, name, []);

    public static AttributeReference PathParameter(string name) => new(AttributeKind.PathParameter, name, []);

    public static AttributeReference SourceAddress { get; } = new(AttributeKind.SourceAddress, "", []);

    public static AttributeReference Sni { get; } = new(AttributeKind.Sni, "", []);

    public static ImmutableArray<BoundIssuer> Issuers { get; } = [Issuer("another"), Issuer("issuer")];

    public static AttributeReference Claim { get; } = new(AttributeKind.Claim, "issuer", ["sub"]);

    public static AttributeReference ClaimAt(params ImmutableArray<string> steps) => new(AttributeKind.Claim, "issuer", steps);

    public static AttributeReference Extension(string name) => new(AttributeKind.ContextExtension, name, []);

    public static AttributeReference Metadata(params ImmutableArray<string> steps) =>
        new(AttributeKind.Metadata, "envoy.filter", steps);

    public static AttributeReference Body(params ImmutableArray<string> steps) => new(AttributeKind.Body, "", steps);

    public static BoundComparison Is(this AttributeReference attribute, ConditionOperator @operator, params ImmutableArray<string> values) =>
        attribute.Is(ConditionQuantifier.Unanimous, @operator, values);

    public static BoundComparison Is(
        this AttributeReference attribute,
        ConditionQuantifier quantifier,
        ConditionOperator @operator,
        params ImmutableArray<string> values) => new()
        {
            Span = nowhere,
            Attribute = attribute,
            Operator = @operator,
            Quantifier = quantifier,
            Values = values,
            Expression = @operator == ConditionOperator.Matches ? Compile(values[0], attribute.Kind) : null,
            Other = null,
        };

    public static BoundComparison Is(this AttributeReference attribute, ConditionOperator @operator, AttributeReference other) => new()
    {
        Span = nowhere,
        Attribute = attribute,
        Operator = @operator,
        Quantifier = ConditionQuantifier.Unanimous,
        Values = default,
        Other = other,
    };

    private static BoundIssuer Issuer(string name) => new()
    {
        Name = name,
        Issuer = name,
        Audiences = ["a"],
        Algorithms = [],
        Jwks = default,
        JwksUri = null,
        DiscoveryBase = null,
        Leeway = default,
        MaxStale = default,
        Span = nowhere,
    };

    private static ExpressionAutomaton? Compile(string expression, AttributeKind kind) => ExpressionCompiler
        .Compile(expression, kind == AttributeKind.Sni ? CaseRule.IgnoresAscii : CaseRule.Exact).Automaton;

    public static BoundComparison Exists(this AttributeReference attribute) => attribute.Is(ConditionOperator.Exists, "true");

    public static BoundAll All(params ImmutableArray<BoundCondition> conditions) => new() { Span = nowhere, Conditions = conditions };

    public static BoundAny Any(params ImmutableArray<BoundCondition> conditions) => new() { Span = nowhere, Conditions = conditions };

    public static BoundNot Not(BoundCondition condition) => new() { Span = nowhere, Condition = condition };

    public static BoundTime Time(string zone, int fromMinute, int untilMinute, params ImmutableArray<DayOfWeek> days) => new()
    {
        Span = nowhere,
        Zone = zone,
        Days = days.IsEmpty ? [.. Enum.GetValues<DayOfWeek>()] : days,
        FromMinute = fromMinute,
        UntilMinute = untilMinute,
    };
}
