using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Conditions;

/// <summary>`time: {zone, days, between}`; at least one of `days` and `between` is there.</summary>
/// <param name="Days">Default: every day.</param>
/// <param name="Between">Null: all day.</param>
public sealed record TimeConditionSyntax(
    SourceSpan Span,
    Located<string> Zone,
    ImmutableArray<Located<DayOfWeek>> Days,
    TimeRangeSyntax? Between) : ConditionSyntax(Span);
