namespace Authz.Policies.Decisions.Paths;

/// <summary>
/// One node of a trie over path segments. Its literal children are in the forest's edge table; the rest are runs in
/// the forest's arrays.
/// </summary>
/// <param name="AnyChild">Where a segment goes that only has to be there, or -1.</param>
/// <param name="PatternStart">The first of its in-segment patterns.</param>
/// <param name="TerminalStart">What ends exactly here.</param>
/// <param name="BelowStart">What ends here in `/**`: it matches here and everywhere below.</param>
internal readonly record struct ForestNode(
    int AnyChild,
    int PatternStart,
    int PatternCount,
    int TerminalStart,
    int TerminalCount,
    int BelowStart,
    int BelowCount);
