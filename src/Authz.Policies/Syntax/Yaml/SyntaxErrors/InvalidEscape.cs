using System.Globalization;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>A backslash within double quotes that begins no escape of YAML.</summary>
internal static class InvalidEscape
{
    private const string Simple = "0abt\tnvfre \"/\\N_LP";
    private const int UnicodeMax = 0x10FFFF;

    public static SyntaxError? Find(BrokenText broken)
    {
        if (broken.TokenAt(broken.At) is not { Kind: LooseTokenKind.Quoted } token || broken.Text[token.Start] != '"')
        {
            return null;
        }

        for (int i = token.Start + 1; i < token.End - 1; i++)
        {
            if (broken.Text[i] != '\\')
            {
                continue;
            }

            if (Judge(broken.Text, i) is { } found)
            {
                return found;
            }

            // What follows a backslash is part of its escape, be it another one.
            i++;
        }

        return null;
    }

    private static SyntaxError? Judge(string text, int at)
    {
        char c = text[at + 1];
        if (YamlCharacters.IsBreak(c) || Simple.Contains(c, StringComparison.Ordinal))
        {
            return null;
        }

        int digits = c switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits == 0)
        {
            int length = char.IsHighSurrogate(c) ? 3 : 2;
            return At(text, at, length, "has no meaning within double quotes");
        }

        string number = text.Substring(at + 2, Math.Min(digits, text.Length - at - 2));
        int found = number.TakeWhile(char.IsAsciiHexDigit).Count();
        if (found < digits)
        {
            return At(text, at, 2 + found, $"is followed by {found} hexadecimal digits where it needs {digits}");
        }

        long character = long.Parse(number, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return character > UnicodeMax || (character <= char.MaxValue && char.IsSurrogate((char)character))
            ? At(text, at, 2 + digits, "is the number of no character")
            : null;
    }

    private static SyntaxError At(string text, int at, int length, string fault) => new(
        new TextSpan(at, length),
        $"{QuotedText.Of(text.Substring(at, length))} {fault}",
        "write `\\\\` for a backslash, or put the text in single quotes, where a backslash is only that");
}
