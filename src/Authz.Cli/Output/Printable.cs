using System.Globalization;
using System.Text;

namespace Authz.Cli.Output;

internal static class Printable
{
    private const string Replacement = "\uFFFD";

    /// <summary>
    /// Text of a file as a terminal may see it: a control character could move the cursor or hide what was written, and
    /// a formatting one could turn it around.
    /// </summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            shown.Append(Of(rune));
        }

        return shown.ToString();
    }

    /// <summary>One character, or what stands for it.</summary>
    public static string Of(Rune rune) => rune.Value switch
    {
        '\t' => " ",

        // A variation selector makes the character before it wider in some terminals, and in others not.
        >= 0xFE00 and <= 0xFE0F => "",
        _ => IsShown(rune) ? rune.ToString() : Replacement,
    };

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.Surrogate);
}
