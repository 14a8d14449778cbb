using System.Collections.Immutable;
using Authz.Policies.Decisions.Answers;
using Authz.Policies.Syntax.Answers;

namespace Authz.Policies.Binding;

/// <summary>What rules make of answers, without its places.</summary>
internal static class AnswerBinder
{
    public static AllowAnswer? Bind(AllowAnswerSyntax? syntax) => syntax is null ? null : new AllowAnswer
    {
        SetHeaders = HeadersOf(syntax.Headers.Set),
        AppendHeaders = HeadersOf(syntax.Headers.Append),
        RemoveHeaders = [.. syntax.Headers.Remove.Select(name => name.Value.ToLowerInvariant())],
        SetQuery = PairsOf(syntax.SetQuery),
        RemoveQuery = [.. syntax.RemoveQuery.Select(name => name.Value)],
        SetResponseHeaders = HeadersOf(syntax.ResponseHeaders.Set),
        AppendResponseHeaders = HeadersOf(syntax.ResponseHeaders.Append),
        Metadata = PairsOf(syntax.Metadata),
    };

    public static DenyAnswer? Bind(DenyAnswerSyntax? syntax) => syntax is null ? null : new DenyAnswer
    {
        Status = syntax.Status?.Value ?? DenyAnswer.DefaultStatus,
        SetHeaders = HeadersOf(syntax.Headers.Set),
        AppendHeaders = HeadersOf(syntax.Headers.Append),
        ProblemType = syntax.ProblemType?.Value,
        ProblemTitle = syntax.ProblemTitle?.Value,
        ProblemDetail = syntax.ProblemDetail?.Value,
        Metadata = PairsOf(syntax.Metadata),
    };

    private static ImmutableArray<KeyValuePair<string, string>> PairsOf(ImmutableArray<PairSyntax> pairs) =>
        [.. pairs.Select(pair => KeyValuePair.Create(pair.Name.Value, pair.Value.Value))];

    // Names of headers are lower case on the wire of HTTP/2.
    private static ImmutableArray<KeyValuePair<string, string>> HeadersOf(ImmutableArray<PairSyntax> pairs) =>
        [.. pairs.Select(pair => KeyValuePair.Create(pair.Name.Value.ToLowerInvariant(), pair.Value.Value))];
}
