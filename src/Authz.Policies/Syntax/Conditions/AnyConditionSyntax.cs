using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Conditions;

/// <summary>`any: [conditions]`.</summary>
public sealed record AnyConditionSyntax(SourceSpan Span, ImmutableArray<ConditionSyntax> Conditions) : ConditionSyntax(Span);
