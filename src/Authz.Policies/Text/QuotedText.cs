using System.Globalization;
using System.Text;

namespace Authz.Policies.Text;

/// <summary>The author's text within a message: between backticks, on one line, and never so long that it hides the rest.</summary>
internal static class QuotedText
{
    public const int CharactersMax = 80;

    public static string Of(string text)
    {
        var quoted = new StringBuilder("`");
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (quoted.Length > CharactersMax)
            {
                return quoted.Append('…').Append('`').ToString();
            }

            // What a terminal would act upon, or show as nothing or turned around, is shown by its number.
            if (IsShown(rune))
            {
                quoted.Append(rune.ToString());
            }
            else
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X4}}}");
            }
        }

        return quoted.Append('`').ToString();
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.PrivateUse);
}
