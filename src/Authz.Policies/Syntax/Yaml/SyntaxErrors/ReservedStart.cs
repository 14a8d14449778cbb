using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>A value that begins with a character that means something to YAML, such as a lone `*`.</summary>
internal static class ReservedStart
{
    public static SyntaxError? Find(BrokenText broken)
    {
        int index = IsNumberSign(broken, broken.At + 1) ? broken.At + 1 : broken.At;
        if (broken.TokenAt(index) is not { } token
            || (index == broken.At && token.Start != broken.Complaint.Span.Start)
            || !IsReserved(broken, index, token))
        {
            return null;
        }

        TextSpan value = broken.IsKey(index)
            ? new TextSpan(token.Start, token.Length)
            : ValueText.SpanFrom(broken, token);
        string help = ValueText.WriteInQuotes(broken, value);
        return broken.Text[token.Start] switch
        {
            '-' => new SyntaxError(
                value,
                "a list does not begin on the line of its key",
                $"begin the next line with the `-`; or {help}, if it is text"),
            '#' => new SyntaxError(
                value, "a text that begins with `#` needs quotes, and a comment a space before it", help),
            '`' => new SyntaxError(value, "a text that begins with a backtick needs quotes", help),
            char c and ('|' or '>') => new SyntaxError(
                value,
                $"no text stands behind {QuotedText.Of(c.ToString())} on its line",
                $"begin the text in the next line; or {help}, if it is part of it"),
            char c => new SyntaxError(
                value, $"a text that begins with {QuotedText.Of(c.ToString())} needs quotes", help),
        };
    }

    // Behind a bracket or a comma the parser takes it neither for text nor for a comment, and stops before it.
    private static bool IsNumberSign(BrokenText broken, int index) =>
        broken.TokenAt(index) is { Kind: LooseTokenKind.Reserved } token
        && broken.Text[token.Start] == '#'
        && broken.Tokens[index - 1] is { Kind: LooseTokenKind.Open or LooseTokenKind.Comma } before
        && before.End == token.Start;

    private static bool IsReserved(BrokenText broken, int index, LooseToken token)
    {
        LooseTokenKind? before = token.IsFirst ? null : broken.KindAt(index - 1);
        return token.Kind switch
        {
            LooseTokenKind.Reserved or LooseTokenKind.Tag => true,
            LooseTokenKind.Name => before != LooseTokenKind.Name,
            LooseTokenKind.StrayClose or LooseTokenKind.Question => before is LooseTokenKind.Colon or LooseTokenKind.Dash,
            LooseTokenKind.Dash => before == LooseTokenKind.Colon,
            LooseTokenKind.Plain or LooseTokenKind.Quoted or LooseTokenKind.OpenQuote or LooseTokenKind.Colon
                or LooseTokenKind.Comma or LooseTokenKind.Open or LooseTokenKind.Close or LooseTokenKind.BlockHeader
                or LooseTokenKind.Tab or LooseTokenKind.DocumentMark or LooseTokenKind.Directive => false,
        };
    }
}
