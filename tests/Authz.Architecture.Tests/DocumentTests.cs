using System.Text.RegularExpressions;

namespace Authz.Architecture.Tests;

/// <summary>Prose that names files and types rots unless something holds it to the tree.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string> Documents =>
        [.. Repository.Files(".", "*.md").Where(file => !file.StartsWith("./", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_link_leads_somewhere(string document)
    {
        string folder = Path.GetDirectoryName(document) ?? "";
        foreach (Match match in Links().Matches(Repository.Text(document)))
        {
            string target = match.Groups[1].Value.Split('#')[0];
            if (target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
            {
                string path = Path.Combine(Repository.Root, folder, target);
                Assert.True(Path.Exists(path), $"{document} links to {target}, which is not there");
            }
        }
    }

    [Fact]
    public void The_code_map_names_files_and_folders_that_exist()
    {
        foreach (Match match in CodePaths().Matches(Repository.Text("ARCHITECTURE.md")))
        {
            string path = match.Groups[1].Value;
            Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), $"ARCHITECTURE.md names {path}, which is not there");
        }
    }

    [Fact]
    public void The_code_map_names_types_that_exist()
    {
        HashSet<string> types = [.. Repository.Files("src", "*.cs").Select(file => Path.GetFileNameWithoutExtension(file).Split('.')[0])];
        foreach (Match match in TypeNames().Matches(Repository.Text("ARCHITECTURE.md")))
        {
            Assert.True(types.Contains(match.Groups[1].Value), $"ARCHITECTURE.md names the type {match.Groups[1].Value}, which is not there");
        }
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"`((?:src|tests|protos|policies|envoy|docs|load-tests)/[^`\s*<>]*)`")]
    private static partial Regex CodePaths();

    // In the code map a type stands in backticks, in Pascal case and of two words at least.
    [GeneratedRegex(@"`([A-Z][a-z]+(?:[A-Z][a-z0-9]+)+)`")]
    private static partial Regex TypeNames();
}
