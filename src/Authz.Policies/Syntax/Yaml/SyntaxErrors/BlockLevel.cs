namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>The keys of a mapping, or the items of a list, that begin in one column.</summary>
/// <param name="Last">The key or the `-` that was read last.</param>
/// <param name="Count">How many keys or items were read.</param>
/// <param name="AwaitsValue">Whether nothing stands behind the last one yet.</param>
internal readonly record struct BlockLevel(int Column, bool IsList, LooseToken Last, int Count, bool AwaitsValue);
