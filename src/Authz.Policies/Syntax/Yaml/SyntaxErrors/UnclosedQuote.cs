using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

internal static class UnclosedQuote
{
    public static SyntaxError? Find(BrokenText broken)
    {
        foreach (LooseToken token in broken.Tokens)
        {
            if (token.Start > broken.ReachEnd)
            {
                return null;
            }

            if (token.Kind == LooseTokenKind.OpenQuote)
            {
                return new SyntaxError(
                    new TextSpan(token.Start, 1),
                    "this quote is not closed",
                    broken.Text[token.Start] == '"'
                        ? "write a `\"` where the text ends"
                        : "write a `'` where the text ends; a text with an apostrophe stands better within `\"`");
            }
        }

        return null;
    }
}
