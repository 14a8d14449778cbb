namespace Authz.Policies.Decisions;

/// <summary>What one service takes, and where its operations are.</summary>
/// <param name="RouteBinding">`block/service`, as a route must carry it.</param>
/// <param name="Methods">Bits of the methods that it takes.</param>
/// <param name="OperationRoot">The trie of its operations, or -1.</param>
/// <param name="FoldedOperationRoot">The same with literals in lower case, for deny rules.</param>
internal sealed record ServiceTerms(
    byte[] RouteBinding,
    ulong Methods,
    bool MatrixParametersAllowed,
    bool MethodOverrideIgnored,
    int OperationRoot,
    int FoldedOperationRoot);
