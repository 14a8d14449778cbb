namespace Authz.Policies.Decisions.Paths;

/// <summary>
/// One node of a trie over path segments. What belongs to it are runs in the forest's arrays; only where it has many literal
/// children are they in a table. Half a line of the cache.
/// </summary>
/// <param name="AnyChild">Where a segment goes that only has to be there, or -1.</param>
/// <param name="PatternStart">The first of its in-segment patterns.</param>
/// <param name="LiteralStart">The first of its literal children, if they are few.</param>
/// <param name="TerminalStart">What ends here in `/**` - it matches here and everywhere below - and behind that what ends exactly here.</param>
internal readonly record struct ForestNode(
    int AnyChild,
    int PatternStart,
    int PatternCount,
    int LiteralStart,
    int LiteralCount,
    int TerminalStart,
    int BelowCount,
    int TerminalCount);
