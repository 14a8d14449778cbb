namespace Authz.Policies.Text;

/// <summary>Lower case for ASCII letters alone: others have no one lower case in every language.</summary>
internal static class AsciiCase
{
    public static string Fold(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            // A bulk conversion stops at the first letter above ASCII, so each is looked at by itself.
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
            }
        });
}
