namespace Authz.Policies.Syntax.Values;

/// <summary>
/// Where the service finds a secret: an absolute path, or one below the service's folder of secrets. It is no file of the
/// set, and nobody looks whether it is there.
/// </summary>
internal static class SecretPath
{
    /// <summary>What is wrong, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOf(string text)
    {
        if (text.Length == 0)
        {
            return "is empty";
        }

        if (text.Length > PolicyLimits.SecretPathLengthMax)
        {
            return $"is longer than {PolicyLimits.SecretPathLengthMax} characters";
        }

        if (text.Contains('\\') || text.Any(char.IsControl))
        {
            return "has a backslash or a control character";
        }

        if (text[0] == '~')
        {
            return "begins with `~`, and nobody puts a home folder in its place";
        }

        string below = text[0] == '/' ? text[1..] : text;
        return below.Split('/').Any(segment => segment is "" or "." or "..")
            ? "has a segment that is empty, `.` or `..`"
            : null;
    }
}
