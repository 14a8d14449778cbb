namespace Authz.Policies.Syntax.Values;

/// <summary>The names of issuers and audiences (RFC 7519, chapter 2): any text, but one with a colon is a URI.</summary>
internal static class StringOrUri
{
    /// <summary>What is wrong, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOf(string text)
    {
        if (text.Length == 0)
        {
            return "is empty";
        }

        if (text.Length > PolicyLimits.UriLengthMax)
        {
            return $"is longer than {PolicyLimits.UriLengthMax} characters";
        }

        if (text.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return "has a space, a control character or one beyond ASCII";
        }

        return text.Contains(':') && !HasScheme(text) ? "has a colon and is no URI" : null;
    }

    // RFC 3986 §3.1: a letter, then letters, digits, `+`, `-`, `.`; something must follow the colon.
    private static bool HasScheme(string text)
    {
        int colon = text.IndexOf(':');
        if (colon == 0 || colon == text.Length - 1 || !char.IsAsciiLetter(text[0]))
        {
            return false;
        }

        foreach (char c in text.AsSpan()[..colon])
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        return Uri.TryCreate(text, UriKind.Absolute, out _);
    }
}
