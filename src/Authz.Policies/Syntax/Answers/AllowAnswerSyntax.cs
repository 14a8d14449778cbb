using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Answers;

/// <summary>`onAllow`: what becomes of a request that the rule allows, and of its response.</summary>
public sealed record AllowAnswerSyntax(SourceSpan Span)
{
    public HeaderChangesSyntax Headers { get; init; } = HeaderChangesSyntax.None;

    public ImmutableArray<PairSyntax> SetQuery { get; init; } = [];

    public ImmutableArray<Located<string>> RemoveQuery { get; init; } = [];

    /// <summary>Of the response; nothing can be removed from it.</summary>
    public HeaderChangesSyntax ResponseHeaders { get; init; } = HeaderChangesSyntax.None;

    public ImmutableArray<PairSyntax> Metadata { get; init; } = [];
}
