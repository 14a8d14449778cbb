using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Answers;

/// <summary>`onDeny`: what a caller is told whom the rule denies.</summary>
public sealed record DenyAnswerSyntax(SourceSpan Span)
{
    /// <summary>Null: 403.</summary>
    public Located<int>? Status { get; init; }

    /// <summary>Of the answer; nothing can be removed from it.</summary>
    public HeaderChangesSyntax Headers { get; init; } = HeaderChangesSyntax.None;

    public Located<string>? ProblemType { get; init; }

    public Located<string>? ProblemTitle { get; init; }

    public Located<string>? ProblemDetail { get; init; }

    public ImmutableArray<PairSyntax> Metadata { get; init; } = [];
}
