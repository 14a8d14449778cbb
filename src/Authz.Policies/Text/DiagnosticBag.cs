using System.Collections.Immutable;

namespace Authz.Policies.Text;

/// <summary>Gathers every finding of a run; there is one `Report…` method for each message.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> diagnostics = [];

    public bool HasErrors => diagnostics.Exists(diagnostic => diagnostic.IsError);

    /// <summary>Sorted by file, place and id, so that two runs print the same.</summary>
    public ImmutableArray<Diagnostic> ToSorted()
    {
        diagnostics.Sort(static (left, right) =>
        {
            int byPlace = SourceSpan.Compare(left.Where, right.Where);
            return byPlace != 0 ? byPlace : string.CompareOrdinal(left.Id, right.Id);
        });
        return [.. diagnostics];
    }
}
