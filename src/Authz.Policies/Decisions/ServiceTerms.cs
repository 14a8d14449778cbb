namespace Authz.Policies.Decisions;

/// <summary>What one service takes, and where its operations are.</summary>
/// <param name="RouteBinding">`block/service`, as a route must carry it.</param>
/// <param name="Methods">Bits of the methods that it takes.</param>
/// <param name="EnclosesOthers">Another service's base path lies below this one's on the same host, or differs only by case.</param>
/// <param name="MixesLiteralsAndTemplates">Some segment is a literal in one operation and a template in another.</param>
/// <param name="OperationRoot">The trie of its operations, or -1.</param>
/// <param name="FoldedOperationRoot">The same with literals in lower case, for deny rules.</param>
internal sealed record ServiceTerms(
    byte[] RouteBinding,
    ulong Methods,
    bool MatrixParametersAllowed,
    bool MethodOverrideIgnored,
    bool EnclosesOthers,
    bool MixesLiteralsAndTemplates,
    int OperationRoot,
    int FoldedOperationRoot);
