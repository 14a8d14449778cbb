namespace Authz.Policies.Syntax.Values;

/// <summary>Names that others give: of query parameters, context extensions, filters, claims.</summary>
internal static class AttributeName
{
    /// <summary>What is wrong, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOf(string text)
    {
        if (text.Length == 0)
        {
            return "is empty";
        }

        if (text.Length > PolicyLimits.AttributeNameLengthMax)
        {
            return $"is longer than {PolicyLimits.AttributeNameLengthMax} characters";
        }

        foreach (char c in text)
        {
            if (char.IsControl(c))
            {
                return "has a control character";
            }
        }

        return null;
    }
}
