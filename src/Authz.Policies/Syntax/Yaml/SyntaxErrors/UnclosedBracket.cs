using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

internal static class UnclosedBracket
{
    public static SyntaxError? Find(BrokenText broken)
    {
        LooseToken? unclosed = null;
        foreach (LooseToken open in broken.Unclosed)
        {
            // Of several in one line the innermost is closed first.
            if (open.Start <= broken.ReachEnd && (unclosed is not { } outer || outer.LineStart == open.LineStart))
            {
                unclosed = open;
            }
        }

        if (unclosed is not { } bracket)
        {
            return null;
        }

        string close = broken.Text[bracket.Start] == '[' ? "`]`" : "`}`";
        string what = broken.Text[bracket.Start] == '[' ? "list" : "mapping";
        return new SyntaxError(
            new TextSpan(bracket.Start, bracket.Length),
            $"this {broken.Quote(bracket)} is not closed",
            $"write a {close} where the {what} ends");
    }
}
