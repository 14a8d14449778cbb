namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>What a character, or the end of the text, means in YAML.</summary>
internal static class YamlCharacters
{
    public const int DocumentMarkLength = 3;

    /// <summary>NUL, which no text has, stands for the end.</summary>
    public static char CharacterAt(string text, int at) => at < text.Length ? text[at] : '\0';

    public static bool IsBreak(char c) => c is '\n' or '\r';

    public static bool IsBlank(char c) => c is ' ' or '\t';

    public static bool IsFlowSign(char c) => c is ',' or '[' or ']' or '{' or '}';

    /// <summary>What a key of the language is made of.</summary>
    public static bool IsWordCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';

    public static bool IsBreakOrEnd(string text, int at) => at >= text.Length || IsBreak(text[at]);

    public static bool IsBlankOrEnd(string text, int at) => at >= text.Length || IsBreak(text[at]) || IsBlank(text[at]);

    public static bool IsDocumentMark(string text, int lineStart)
    {
        ReadOnlySpan<char> line = text.AsSpan(lineStart, Math.Min(DocumentMarkLength, text.Length - lineStart));
        return (line.SequenceEqual("---") || line.SequenceEqual("..."))
            && IsBlankOrEnd(text, lineStart + DocumentMarkLength);
    }

    public static int AfterSpaces(string text, int at)
    {
        while (CharacterAt(text, at) == ' ')
        {
            at++;
        }

        return at;
    }

    public static int AfterBlanks(string text, int at)
    {
        while (IsBlank(CharacterAt(text, at)))
        {
            at++;
        }

        return at;
    }

    public static int StartOfLine(string text, int at)
    {
        while (at > 0 && !IsBreak(text[at - 1]))
        {
            at--;
        }

        return at;
    }

    public static int EndOfLine(string text, int at)
    {
        while (at < text.Length && !IsBreak(text[at]))
        {
            at++;
        }

        return at;
    }

    public static int AfterBreak(string text, int at) => CharacterAt(text, at) switch
    {
        '\r' => CharacterAt(text, at + 1) == '\n' ? at + 2 : at + 1,
        '\n' => at + 1,
        _ => at,
    };
}
