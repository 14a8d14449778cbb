namespace Authz.Policies.Decisions.Paths;

/// <summary>Where one literal leads, of a node that has few of them; one unit.</summary>
/// <param name="First">Its <see cref="SegmentWords.First"/>; what is longer stands whole before the child, which is read next anyhow.</param>
internal readonly record struct ForestEdge(ulong First, int Length, int Child)
{
    /// <summary>So many are looked at one by one; of more, a table finds one sooner.</summary>
    public const int FewLiterals = 14;

    /// <summary>How many units the text of a literal takes that its word does not tell whole.</summary>
    public static int TextUnits(int length) =>
        length <= SegmentWords.Length ? 0 : (length + ForestUnit.Bytes - 1) / ForestUnit.Bytes;
}
