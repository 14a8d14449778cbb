namespace Authz.Testing;

/// <summary>Finds the data under `tests/cases`, wherever the test assembly was built to.</summary>
public static class TestCases
{
    public static string Root { get; } = FindRoot();

    /// <summary>The files of one kind of case, sorted, so that every run names them in the same order.</summary>
    public static IReadOnlyList<string> Files(string directory, string searchPattern) =>
        [.. Directory.GetFiles(System.IO.Path.Combine(Root, directory), searchPattern).Order(StringComparer.Ordinal)];

    public static string Path(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, "AuthzService.sln")))
            {
                return System.IO.Path.Combine(at.FullName, "tests", "cases");
            }
        }

        throw new DirectoryNotFoundException($"no AuthzService.sln above {AppContext.BaseDirectory}");
    }
}
