namespace Authz.Policies;

/// <summary>
/// What a file of a set is by its name: YAML is read as policies or as an API document, JSON when a document names it.
/// INVARIANT: whoever gathers a set asks here, so that nothing is gathered and then not looked at.
/// </summary>
public static class SourceFile
{
    public static bool IsGathered(string path) => IsYaml(path) || IsJson(path);

    /// <summary>Case is ignored: a `suspend.YAML` must not be overlooked.</summary>
    public static bool IsYaml(string path) => HasEnding(path, ".yaml") || HasEnding(path, ".yml");

    public static bool IsJson(string path) => HasEnding(path, ".json");

    // Editors and version control hide their files behind a dot.
    private static bool HasEnding(string path, string ending)
    {
        ReadOnlySpan<char> name = path.AsSpan(path.LastIndexOf('/') + 1);
        return !name.StartsWith(".") && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
    }
}
