using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>A path such as `/records/{id}` within a list in brackets, or one that begins with its parameter.</summary>
internal static class BracketInText
{
    public static SyntaxError? Find(BrokenText broken)
    {
        if (broken.KindAt(broken.At) is not { } kind || broken.At == 0)
        {
            return null;
        }

        LooseToken token = broken.Tokens[broken.At];
        LooseToken before = broken.Tokens[broken.At - 1];
        if (before.End != token.Start)
        {
            return null;
        }

        LooseToken? first = (before.Kind, kind) switch
        {
            (LooseTokenKind.Plain, LooseTokenKind.Open) when token.Depth > 0 => before,
            (LooseTokenKind.Close, LooseTokenKind.Plain or LooseTokenKind.Open) => broken.OpenerOf(broken.At - 1),
            _ => null,
        };
        if (first is not { } start)
        {
            return null;
        }

        TextSpan value = ValueText.SpanFrom(broken, start);
        string bracket = broken.Text[token.Start] is '[' or '{'
            ? broken.Quote(token)
            : QuotedText.Of(broken.Text.Substring(start.Start, 1));
        return new SyntaxError(
            value,
            $"{bracket} is part of this text, and without quotes it opens a list or mapping here",
            ValueText.WriteInQuotes(broken, value));
    }
}
