using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Conditions;

/// <summary>`not: condition`.</summary>
public sealed record NotConditionSyntax(SourceSpan Span, ConditionSyntax Condition) : ConditionSyntax(Span);
