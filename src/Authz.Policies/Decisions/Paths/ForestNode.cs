namespace Authz.Policies.Decisions.Paths;

/// <summary>
/// One node of a trie over path segments; one unit. Behind it stands what belongs to it: the edges of its literal children if they are
/// few, its in-segment patterns, what ends here in `/**` - it matches here and everywhere below - and what ends exactly here.
/// </summary>
/// <param name="AnyChild">Where a segment goes that only has to be there, or -1.</param>
/// <param name="Counts">Of its literals and its patterns, as <see cref="CountsOf"/> puts them together.</param>
internal readonly record struct ForestNode(int AnyChild, uint Counts, int BelowCount, int TerminalCount)
{
    private const int LiteralBits = 4;
    private const uint LiteralMask = (1 << LiteralBits) - 1;
    private const uint Crowded = ForestEdge.FewLiterals + 1;

    /// <summary>Its literal children are in the forest's table, and no edges stand here.</summary>
    public bool IsCrowded => (Counts & LiteralMask) == Crowded;

    public int EdgeCount => IsCrowded ? 0 : (int)(Counts & LiteralMask);

    public int PatternCount => (int)(Counts >> LiteralBits);

    /// <summary>In units behind the node.</summary>
    public int PatternStart => 1 + EdgeCount;

    public int BelowStart => PatternStart + (PatternCount * ForestPattern.Units);

    public int TerminalStart => BelowStart + BelowCount;

    public int End => TerminalStart + TerminalCount;

    /// <summary>More patterns than there are bits for throw; what a set may come to is much less.</summary>
    public static uint CountsOf(int literals, int patterns) =>
        (uint)Math.Min(literals, (int)Crowded) | checked((uint)patterns * (1u << LiteralBits));
}
