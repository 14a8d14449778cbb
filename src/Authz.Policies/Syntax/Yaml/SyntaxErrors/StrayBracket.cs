using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

internal static class StrayBracket
{
    public static SyntaxError? Find(BrokenText broken)
    {
        if (broken.KindAt(broken.At) != LooseTokenKind.StrayClose)
        {
            return null;
        }

        LooseToken close = broken.Tokens[broken.At];
        return new SyntaxError(
            new TextSpan(close.Start, close.Length),
            $"this {broken.Quote(close)} closes nothing",
            "take it out, or put it in quotes with the text that it belongs to");
    }
}
