using System.Collections.Immutable;
using Authz.Cli.EnvoyChecks;
using Authz.Policies.Text;
using Authz.Store;

namespace Authz.Cli.Reference;

/// <summary>docs/diagnostics.md, which is built into the command: every id there is, with what it means.</summary>
internal static class DiagnosticReference
{
    private const string Resource = "diagnostics.md";
    private const string Heading = "\n## ";

    /// <summary>Every id that policies, a folder of them or an Envoy configuration can raise.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
    [
        .. DiagnosticCatalog.All.Concat(StoreDiagnosticCatalog.All).Concat(EnvoyRules.All.Select(rule => rule.Descriptor)).OrderBy(entry => entry.Id, StringComparer.Ordinal),
    ];

    /// <summary>The page, as it is in the repository.</summary>
    public static string ReadPage()
    {
        using Stream stream = typeof(DiagnosticReference).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    public static DiagnosticSection? Find(string id)
    {
        if (Descriptors.FirstOrDefault(entry => entry.Id == id) is not { } descriptor)
        {
            return null;
        }

        string heading = $"## {descriptor.Id}: {descriptor.Title}\n";
        string page = ReadPage();
        int start = page.IndexOf(heading, StringComparison.Ordinal);
        if (start < 0)
        {
            throw new InvalidOperationException($"{Resource} has no section {descriptor.Id}.");
        }

        int textStart = start + heading.Length;
        int end = page.IndexOf(Heading, textStart, StringComparison.Ordinal);
        string text = page[textStart..(end < 0 ? page.Length : end)];
        return new DiagnosticSection(descriptor, text.Trim('\n'));
    }
}
