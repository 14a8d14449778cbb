using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>Quotes as a word processor sets them: to YAML they are letters.</summary>
internal static class TypographicQuote
{
    private const string Quotes = "“”„‟‘’‚‛«»";

    public static SyntaxError? Find(BrokenText broken)
    {
        for (int i = Math.Min(broken.At, broken.Tokens.Count - 1); i >= 0; i--)
        {
            LooseToken token = broken.Tokens[i];
            if (token.LineStart < broken.LineStart)
            {
                return null;
            }

            char first = broken.Text[token.Start];
            if (token.Kind == LooseTokenKind.Plain && Quotes.Contains(first, StringComparison.Ordinal))
            {
                return new SyntaxError(
                    new TextSpan(token.Start, 1),
                    $"{QuotedText.Of(first.ToString())} is not a quote of YAML",
                    "type `\"` or `'`, before the text and behind it");
            }
        }

        return null;
    }
}
