using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Conditions;

/// <summary>`all: [conditions]`.</summary>
public sealed record AllConditionSyntax(SourceSpan Span, ImmutableArray<ConditionSyntax> Conditions) : ConditionSyntax(Span);
