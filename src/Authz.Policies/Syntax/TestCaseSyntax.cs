using Authz.Policies.Decisions;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>A request and what must come of it.</summary>
public sealed record TestCaseSyntax(SourceSpan Span, Located<string> Name, TestRequestSyntax Request)
{
    public required Located<Effect> Decision { get; init; }

    /// <summary>`policy/rule`: the rule that must be named.</summary>
    public Located<string>? Rule { get; init; }

    /// <summary>The reason's token, such as `no_rule` or `non_canonical`.</summary>
    public Located<string>? Reason { get; init; }
}
