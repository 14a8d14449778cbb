namespace Authz.Policies.Syntax.Values;

/// <summary>The path of a file of the set, as a document names it: from the set's root, the same on every machine.</summary>
internal static class FilePathText
{
    /// <summary>What is wrong, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOf(string text)
    {
        if (text.StartsWith('/') || text.Contains(':'))
        {
            return "is not relative; it is taken from the root of the policy folder";
        }

        if (text.Contains('\\'))
        {
            return "has a backslash; folders are divided by `/`";
        }

        if (text.Split('/').Any(segment => segment is "" or "." or ".."))
        {
            return "has a segment that is empty, `.` or `..`; it is taken from the root of the policy folder";
        }

        return SourceFile.IsGathered(text) ? null : "is no file of a policy folder; those end in .yaml, .yml or .json";
    }
}
