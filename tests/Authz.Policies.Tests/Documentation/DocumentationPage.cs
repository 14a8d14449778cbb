using System.Collections.Immutable;
using Authz.Testing;

namespace Authz.Policies.Tests.Documentation;

/// <summary>A page of the reference, for its blocks of YAML.</summary>
/// <param name="Documents">Blocks of whole documents: those of one page are one set.</param>
/// <param name="Files">Blocks whose first line is a comment that names a file of the set.</param>
/// <param name="Fragments">Blocks that are a part of a document, each by its line.</param>
internal sealed record DocumentationPage(
    string Name,
    ImmutableArray<string> Documents,
    ImmutableArray<KeyValuePair<string, string>> Files,
    ImmutableArray<KeyValuePair<int, string>> Fragments)
{
    private const string Begin = "```yaml";
    private const string End = "```";
    private const string FileMark = "# ";
    private const string DocumentMark = "apiVersion:";

    public static ImmutableArray<DocumentationPage> All { get; } =
    [
        Read(Repository.PathTo("docs", "policies.md")),
        .. Directory.GetFiles(Repository.PathTo("docs", "policies"), "*.md").Order(StringComparer.Ordinal).Select(Read),
    ];

    /// <summary>The page's documents, with those that its examples speak of and do not show.</summary>
    public string Set
    {
        get
        {
            string unshown = TestCases.Path("docs", $"{Name}.yaml");
            IEnumerable<string> more = File.Exists(unshown) ? [File.ReadAllText(unshown)] : [];
            return string.Join("---\n", Documents.Concat(more));
        }
    }

    private static DocumentationPage Read(string path)
    {
        var documents = new List<string>();
        var files = new List<KeyValuePair<string, string>>();
        var fragments = new List<KeyValuePair<int, string>>();
        string[] lines = File.ReadAllLines(path);
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i] != Begin)
            {
                continue;
            }

            string[] block = [.. lines.Skip(i + 1).TakeWhile(line => line != End)];
            string text = string.Concat(block.Select(line => $"{line}\n"));
            if (block[0].StartsWith(FileMark, StringComparison.Ordinal))
            {
                files.Add(KeyValuePair.Create(block[0][FileMark.Length..], text));
            }
            else if (block.Any(line => line.StartsWith(DocumentMark, StringComparison.Ordinal)))
            {
                documents.Add(text);
            }
            else
            {
                fragments.Add(KeyValuePair.Create(i + 1, text));
            }

            i += block.Length;
        }

        return new DocumentationPage(Path.GetFileNameWithoutExtension(path), [.. documents], [.. files], [.. fragments]);
    }
}
