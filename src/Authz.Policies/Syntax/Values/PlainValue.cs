namespace Authz.Policies.Syntax.Values;

/// <summary>
/// What YAML reads as a number or a truth value, and is compared as text: it must be written as everybody writes it, so
/// that nobody takes `0x1F`, `007` or `1e3` to be compared as a number.
/// </summary>
internal static class PlainValue
{
    public static bool IsPlain(string text) => text is "true" or "false" or "0" || IsInteger(text);

    private static bool IsInteger(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> digits = text.StartsWith('-') ? text[1..] : text;
        return digits.Length > 0 && digits[0] != '0' && !digits.ContainsAnyExceptInRange('0', '9');
    }
}
