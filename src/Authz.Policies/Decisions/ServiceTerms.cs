namespace Authz.Policies.Decisions;

/// <summary>What one service takes, and where its operations are. Half a line of the cache.</summary>
/// <param name="Methods">Bits of the methods that it takes.</param>
/// <param name="TextStart">Where its texts are: `block/service` as a route must carry it, and behind that its base path.</param>
/// <param name="OperationRoot">The trie of its operations, or -1.</param>
/// <param name="FoldedOperationRoot">The same with literals in lower case, for deny rules.</param>
/// <param name="EnclosesOthers">Another service's base path lies below this one's on the same host, or differs only by case.</param>
/// <param name="MixesLiteralsAndTemplates">Some segment is a literal in one operation and a template in another.</param>
internal readonly record struct ServiceTerms(
    ulong Methods,
    int TextStart,
    int RouteBindingLength,
    int BasePathLength,
    int OperationRoot,
    int FoldedOperationRoot,
    bool MatrixParametersAllowed,
    bool MethodOverrideIgnored,
    bool EnclosesOthers,
    bool MixesLiteralsAndTemplates);
