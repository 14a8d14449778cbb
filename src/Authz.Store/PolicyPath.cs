using System.Globalization;
using System.Text;
using Authz.Policies;

namespace Authz.Store;

/// <summary>What a file of a set may be called, so that a path means the same on every machine and in a line of a lock.</summary>
public static class PolicyPath
{
    private const char ReplacementCharacter = '\uFFFD';

    /// <summary>Whether a file of that name belongs to a set.</summary>
    public static bool IsSourceFile(string name) => SourceFile.IsGathered(name);

    /// <summary>
    /// Whether the path is relative, uses forward slashes, and holds nothing that one system writes and another cannot,
    /// or that would break a line of a manifest.
    /// </summary>
    public static bool IsPlain(string path) =>
        path.Split('/').All(static segment => segment is not ("" or "." or "..") && segment.EnumerateRunes().All(IsPlain));

    private static bool IsPlain(Rune rune) =>
        // A file name that is no Unicode text arrives with replacement characters and would not be found again by its name.
        rune.Value is not ('\\' or ReplacementCharacter)
        && Rune.GetUnicodeCategory(rune) is not (
            UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
