using System.Runtime.CompilerServices;

namespace Authz.Architecture.Tests;

/// <summary>The checkout that these tests were built from, read as text.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Files that people wrote: nothing generated, installed or built.</summary>
    public static IEnumerable<string> Files(string folder, string pattern)
    {
        string path = Path.Combine(Root, folder);
        return Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/node_modules/", StringComparison.Ordinal)
                && !file.StartsWith("artifacts/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    public static string Text(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static string FindRoot([CallerFilePath] string here = "")
    {
        for (DirectoryInfo? folder = Directory.GetParent(here); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AuthzService.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"no AuthzService.sln above {here}");
    }
}
