using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>A line that should be `key: value` and is not: often a space or the colon is missing.</summary>
internal static class LineWithoutKey
{
    private const char FullWidthColon = '：';

    public static SyntaxError? Find(BrokenText broken)
    {
        if (broken.Misfit is not { Reason: BlockMisfitReason.NoKey } misfit)
        {
            return null;
        }

        LooseToken token = broken.Tokens[misfit.Token];
        string text = broken.TextOf(token);
        int wordEnd = 0;
        while (wordEnd < text.Length && YamlCharacters.IsWordCharacter(text[wordEnd]))
        {
            wordEnd++;
        }

        string word = text[..wordEnd];
        string rest = text[wordEnd..].TrimStart(' ');
        if (text.All(c => c == '-'))
        {
            return At(
                token.Start, text.Length, $"{QuotedText.Of(text)} means nothing here", "write `---` between documents");
        }

        if (word.Length == 0 || token.Kind != LooseTokenKind.Plain)
        {
            return WithoutColon(token);
        }

        if (text[wordEnd..] is [':', not '/', ..])
        {
            return At(
                token.Start,
                wordEnd + 1,
                $"a space is missing after {QuotedText.Of($"{word}:")}",
                $"write {QuotedText.Of($"{word}: {rest[1..]}")}");
        }

        if (rest is [FullWidthColon or '=', ..])
        {
            return At(
                token.End - rest.Length,
                1,
                $"{QuotedText.Of(rest[..1])} stands where YAML has a colon and a space",
                $"write {QuotedText.Of($"{word}: {rest[1..].Trim()}")}");
        }

        return rest.Length > 0
            ? WithoutColon(token)
            : At(
                token.Start,
                wordEnd,
                $"a colon is missing after {QuotedText.Of(word)}",
                $"write {QuotedText.Of($"{word}:")}");
    }

    private static SyntaxError WithoutColon(LooseToken token) => At(
        token.Start,
        token.Length,
        "this line does not begin with a key, a colon and a space",
        "write `key: value`; a text that goes on from the line above is indented by more than the key there");

    private static SyntaxError At(int start, int length, string problem, string help) =>
        new(new TextSpan(start, length), problem, help);
}
