using System.Collections.Immutable;

namespace Authz.Policies.Binding;

/// <summary>
/// One segment: literals with gaps between them. `Literals` has one element more than `Gaps`, and may have empty ones:
/// `{id}.{format}` is literals `"" "." ""` with two parameter gaps; `records` is one literal and no gap.
/// </summary>
public sealed record SegmentPattern(ImmutableArray<string> Literals, ImmutableArray<SegmentGap> Gaps)
{
    public bool IsLiteral => Gaps.IsEmpty;

    public string Literal => Literals[0];

    /// <summary>The whole segment is one gap: any segment that is not empty.</summary>
    public bool IsAny => Gaps.Length == 1 && Literals[0].Length == 0 && Literals[1].Length == 0;
}
