namespace Authz.Policies.Syntax.Values;

/// <summary>The `keyid` of an HTTP message signature: text that a structured field can hold (RFC 8941, section 3.3.3).</summary>
internal static class KeyIdText
{
    /// <summary>What is wrong, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOf(string text)
    {
        if (text.Length == 0)
        {
            return "is empty";
        }

        if (text.Length > PolicyLimits.KeyIdLengthMax)
        {
            return $"is longer than {PolicyLimits.KeyIdLengthMax} characters";
        }

        if (text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return "has a control character or one beyond ASCII";
        }

        // With an escape one text would be written in two ways.
        if (text.AsSpan().ContainsAny('"', '\\'))
        {
            return "has a quotation mark or a backslash, which would need an escape";
        }

        return text[0] == ' ' || text[^1] == ' ' ? "begins or ends with a space" : null;
    }
}
