namespace Authz.Policies.Text;

/// <summary>By file, place, id and message, so that two runs print the same.</summary>
public sealed class DiagnosticOrder : IComparer<Diagnostic>
{
    private DiagnosticOrder()
    {
    }

    public static DiagnosticOrder Instance { get; } = new();

    public int Compare(Diagnostic? x, Diagnostic? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        int byPlace = SourceSpan.Compare(x.Where, y.Where);
        if (byPlace != 0)
        {
            return byPlace;
        }

        int byId = string.CompareOrdinal(x.Id, y.Id);
        return byId != 0 ? byId : string.CompareOrdinal(x.Message, y.Message);
    }
}
