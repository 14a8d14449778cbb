using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>Text behind a list or mapping in brackets, as in `[GET] and PUT`.</summary>
internal static class TextAfterBracket
{
    public static SyntaxError? Find(BrokenText broken)
    {
        if (broken.KindAt(broken.At - 1) != LooseTokenKind.Close
            || broken.TokenAt(broken.At) is not { IsFirst: false, Depth: 0 } token
            || token.Kind is LooseTokenKind.Colon or LooseTokenKind.StrayClose)
        {
            return null;
        }

        LooseToken opener = broken.OpenerOf(broken.At - 1);
        return new SyntaxError(
            new TextSpan(token.Start, token.Length),
            $"what {broken.Quote(opener)} opened in line {broken.LineOf(opener)} ends before this",
            "take this out; or put the whole value in quotes, if it is one text");
    }
}
