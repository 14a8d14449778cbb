using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>Text behind a closing quote: often the quote is an apostrophe, or was meant as part of the text.</summary>
internal static class TextBesideQuotes
{
    public static SyntaxError? Find(BrokenText broken)
    {
        if (broken.TokenAt(broken.At) is null)
        {
            return null;
        }

        for (int i = broken.FirstOfLine(broken.At) + 1; i <= broken.At; i++)
        {
            if (broken.Tokens[i - 1].Kind == LooseTokenKind.Quoted
                && Judge(broken, broken.Tokens[i - 1], broken.Tokens[i]) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static SyntaxError? Judge(BrokenText broken, LooseToken quoted, LooseToken next)
    {
        bool isBeside = next.Start == quoted.End;
        if (next.IsFirst || next.Kind is LooseTokenKind.Colon or LooseTokenKind.Comma or LooseTokenKind.Close
            || (next.Depth > 0 && !isBeside))
        {
            return null;
        }

        string begun = next.LineStart > quoted.LineStart ? $" that was opened in line {broken.LineOf(quoted)}" : "";
        return new SyntaxError(
            new TextSpan(next.Start, next.Length),
            $"the quoted text{begun} ends before this",
            Help(isBeside, isSingle: broken.Text[quoted.Start] == '\''));
    }

    private static string Help(bool isBeside, bool isSingle) =>
        !isBeside ? "put the whole value in quotes, and quotes within it in the other kind of quotes"
        : isSingle ? "write an apostrophe twice (`''`) within single quotes, or put the text within `\"`"
        : "write a `\"` of the text as `\\\"`, or put the text within single quotes";
}
