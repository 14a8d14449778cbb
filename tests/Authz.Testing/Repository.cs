namespace Authz.Testing;

/// <summary>Files of the repository, and what was built from it.</summary>
public static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(TestCases.Root, "..", ".."));

    public static string PathTo(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>An assembly of another project, of the same build as the running tests.</summary>
    public static string Built(string project, string assembly)
    {
        // artifacts/bin/PROJECT/CONFIGURATION/: this test's own folder says which configuration.
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        return PathTo("artifacts", "bin", project, configuration, assembly);
    }
}
