using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Conditions;

/// <summary>From ≤ t &lt; until, in minutes since the local day began; until is at most 24 hours.</summary>
public sealed record TimeRangeSyntax(SourceSpan Span, int FromMinute, int UntilMinute);
