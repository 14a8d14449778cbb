namespace Authz.Policies.Syntax.Values;

/// <summary>Text for people: owners, legal bases, names of test cases. It ends up in logs, one line each.</summary>
internal static class Prose
{
    /// <summary>What is wrong, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOf(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "is empty";
        }

        if (text.Length > PolicyLimits.ProseLengthMax)
        {
            return $"is longer than {PolicyLimits.ProseLengthMax} characters";
        }

        foreach (char c in text)
        {
            if (char.IsControl(c))
            {
                return "has a control character or a line end; it is one line";
            }
        }

        return null;
    }
}
