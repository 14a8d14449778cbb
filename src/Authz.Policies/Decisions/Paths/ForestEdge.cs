namespace Authz.Policies.Decisions.Paths;

/// <summary>Where one literal leads, of a node that has few of them. Half a line of the cache.</summary>
/// <param name="First">The literal's words: <see cref="ByteTableKey"/>.</param>
/// <param name="Start">Of a literal that they do not tell whole, its place in the forest's text.</param>
internal readonly record struct ForestEdge(ulong First, ulong Last, int Start, int Length, int Child)
{
    /// <summary>So many are looked at one by one; of more, a table finds one sooner.</summary>
    public const int FewLiterals = 8;
}
