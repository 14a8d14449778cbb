using System.Globalization;

namespace Authz.Cli.Output;

internal static class Printable
{
    private const char ReplacementCharacter = '\uFFFD';

    /// <summary>
    /// Text of a file as a terminal may see it: a control character could move the cursor or hide what was written, and
    /// a formatting one could turn it around. One character stays one, so that a caret still points at its place.
    /// </summary>
    public static string Of(ReadOnlySpan<char> text) => string.Create(text.Length, text, static (shown, source) =>
    {
        for (int i = 0; i < source.Length; i++)
        {
            shown[i] = source[i] == '\t' ? ' ' : IsShown(source[i]) ? source[i] : ReplacementCharacter;
        }
    });

    private static bool IsShown(char character) => char.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse);
}
