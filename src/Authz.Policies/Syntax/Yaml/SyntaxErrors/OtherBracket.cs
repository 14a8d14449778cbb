using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>A `[` that a `}` closes, or a `{` that a `]` does.</summary>
internal static class OtherBracket
{
    public static SyntaxError? Find(BrokenText broken)
    {
        if (broken.KindAt(broken.At) != LooseTokenKind.Close)
        {
            return null;
        }

        LooseToken close = broken.Tokens[broken.At];
        LooseToken opener = broken.OpenerOf(broken.At);
        char expected = broken.Text[opener.Start] == '[' ? ']' : '}';
        if (broken.Text[close.Start] == expected)
        {
            return null;
        }

        // Before the right one it is one too many, and not the wrong one.
        bool isExtra = broken.TokenAt(broken.At + 1) is { } next && broken.Text[next.Start] == expected;
        return new SyntaxError(
            new TextSpan(close.Start, close.Length),
            $"{broken.Quote(close)} closes what {broken.Quote(opener)} opened in line {broken.LineOf(opener)}",
            isExtra ? "take it out" : $"close it with {QuotedText.Of(expected.ToString())}");
    }
}
