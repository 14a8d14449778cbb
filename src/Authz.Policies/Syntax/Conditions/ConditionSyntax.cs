using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Conditions;

/// <summary>One condition of a `when`.</summary>
public abstract record ConditionSyntax(SourceSpan Span);
