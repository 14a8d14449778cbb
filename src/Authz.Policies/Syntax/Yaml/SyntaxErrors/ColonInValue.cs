using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>A second `: ` on a line, as in `description: Births: who reads`.</summary>
internal static class ColonInValue
{
    public static SyntaxError? Find(BrokenText broken) =>
        broken.TokenAt(broken.At) is not { } token ? null
        : token.Depth == 0 ? InLine(broken)
        : InBrackets(broken, token);

    // `{name: Births: who}`: text, a colon, text and another colon, and no comma between them.
    private static SyntaxError? InBrackets(BrokenText broken, LooseToken token) =>
        token.Kind == LooseTokenKind.Colon
        && broken.KindAt(broken.At - 1) == LooseTokenKind.Plain
        && broken.KindAt(broken.At - 2) == LooseTokenKind.Colon
        && broken.KindAt(broken.At - 3) is LooseTokenKind.Plain or LooseTokenKind.Quoted
            ? InValue(broken, broken.At - 3, broken.At - 1)
            : null;

    private static SyntaxError? InLine(BrokenText broken)
    {
        int first = broken.FirstOfLine(broken.At);
        int key = -1;
        for (int i = first; i < broken.Tokens.Count && !(i > first && broken.Tokens[i].IsFirst); i++)
        {
            if (broken.Tokens[i] is not { Kind: LooseTokenKind.Colon, Depth: 0 })
            {
                continue;
            }

            if (key < 0)
            {
                key = i - 1;
                continue;
            }

            bool hasBoth = key >= first && i > key + 2;
            return hasBoth ? InValue(broken, key, key + 2) : null;
        }

        return null;
    }

    private static SyntaxError InValue(BrokenText broken, int key, int first)
    {
        TextSpan value = ValueText.SpanFrom(broken, broken.Tokens[first]);
        string has = broken.Text[value.End - 1] == ':' ? "ends with `:`" : "has `: ` in it";
        return new SyntaxError(
            value,
            $"the value of {broken.Quote(broken.Tokens[key])} {has}, which YAML takes for the end of a key",
            ValueText.WriteInQuotes(broken, value));
    }
}
