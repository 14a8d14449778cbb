using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>
/// The files of the set that documents name: OpenAPI documents, and JSON of any kind. This is the one place that knows
/// which of them nobody names.
/// </summary>
internal sealed class SideFiles(DiagnosticBag diagnostics)
{
    private readonly SortedDictionary<string, SideFile> files = new(StringComparer.Ordinal);
    private readonly HashSet<string> named = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Paths => files.Keys;

    public void Add(SideFile file) => files.Add(file.Path, file);

    /// <summary>The file of that path, which is thereby named; null where there is none.</summary>
    public SideFile? Find(string path)
    {
        named.Add(path);
        return files.GetValueOrDefault(path);
    }

    public void ReportUnnamed()
    {
        foreach (string path in files.Keys)
        {
            if (!named.Contains(path))
            {
                diagnostics.ReportUnnamedFile(new SourceSpan(new SourceText(path, ""), default));
            }
        }
    }
}
