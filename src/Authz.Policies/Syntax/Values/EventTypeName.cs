namespace Authz.Policies.Syntax.Values;

/// <summary>Names of event types: each stands as a segment of a path, and reads the same decoded and encoded.</summary>
internal static class EventTypeName
{
    /// <summary>What is wrong, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOf(string text)
    {
        if (text.Length is 0 or > PolicyLimits.EventTypeLengthMax)
        {
            return text.Length == 0 ? "is empty" : $"is longer than {PolicyLimits.EventTypeLengthMax} characters";
        }

        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
            {
                return "has a character that cannot stand in a path as it is";
            }
        }

        return char.IsAsciiLetterOrDigit(text[0]) ? null : "does not begin with a letter or a digit";
    }
}
