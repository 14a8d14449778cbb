using System.Globalization;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>A no-break space or the like, as copied text has it, where YAML reads only a space as one.</summary>
internal static class StrangeSpace
{
    public static SyntaxError? Find(BrokenText broken)
    {
        int first = NearLines.First(broken);
        for (int i = first; i < broken.Tokens.Count && broken.Tokens[i].Start <= broken.ReachEnd; i++)
        {
            LooseToken token = broken.Tokens[i];
            int at = token.Kind == LooseTokenKind.Plain ? PlaceIn(broken.Text, token) : -1;
            if (at >= 0)
            {
                string number = ((int)broken.Text[at]).ToString("X4", CultureInfo.InvariantCulture);
                return new SyntaxError(
                    new TextSpan(at, 1),
                    $"a character stands here (U+{number}) that looks like a space and is another",
                    "type a space in its place");
            }
        }

        return null;
    }

    // Within a text it does no harm: only where it takes the place of an indentation, or follows the colon or the dash.
    private static int PlaceIn(string text, LooseToken token)
    {
        if (IsStrange(text[token.Start]))
        {
            return token.Start;
        }

        for (int i = token.Start + 1; i < token.End; i++)
        {
            if (IsStrange(text[i]) && (text[i - 1] == ':' || (text[i - 1] == '-' && i == token.Start + 1)))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsStrange(char c) => !char.IsAscii(c)
        && char.GetUnicodeCategory(c) is UnicodeCategory.SpaceSeparator or UnicodeCategory.Format;
}
