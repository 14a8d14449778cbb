namespace Authz.Policies.Text;

/// <summary>A place in a file: what a diagnostic points at.</summary>
public readonly record struct SourceSpan(SourceText Source, TextSpan Span)
{
    public string Path => Source.Path;

    public LinePosition Position => Source.PositionOf(Span.Start);

    public static int Compare(SourceSpan left, SourceSpan right)
    {
        int byPath = string.CompareOrdinal(left.Path, right.Path);
        return byPath != 0 ? byPath : left.Span.Start.CompareTo(right.Span.Start);
    }

    /// <summary>`path:line:column`, as editors and terminals open it.</summary>
    public override string ToString() => $"{Path}:{Position.Line}:{Position.Column}";
}
