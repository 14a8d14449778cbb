using System.Text;

namespace Authz.Testing.Naive.Conditions;

/// <summary>Bytes of a request, written one character each, as text.</summary>
internal static class NaiveText
{
    /// <returns>Null: not UTF-8.</returns>
    public static string? FromUtf8(string wire)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Encoding.Latin1.GetBytes(wire));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    public static string LowerAscii(string text) =>
        string.Concat(text.Select(letter => letter is >= 'A' and <= 'Z' ? (char)(letter + 32) : letter));
}
