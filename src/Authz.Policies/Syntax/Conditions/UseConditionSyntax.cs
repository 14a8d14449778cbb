using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Conditions;

/// <summary>`use: name`: the `when` of the condition document of that name.</summary>
public sealed record UseConditionSyntax(SourceSpan Span, Located<string> Name) : ConditionSyntax(Span);
