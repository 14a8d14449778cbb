namespace Authz.Policies.Syntax.Yaml;

/// <summary>How much one file may hold, by what it is.</summary>
/// <param name="ValueLengthMax">Characters of one value.</param>
internal sealed record ReadingLimits(int NestingMax, int ValueLengthMax)
{
    public int FileBytesMax { get; init; } = PolicyLimits.FileBytesMax;

    /// <summary>Values that all aliases of a file stand for together.</summary>
    public int AliasedNodesMax { get; init; } = PolicyLimits.AliasedNodesMax;

    public static ReadingLimits OfPolicies { get; } =
        new(PolicyLimits.NestingMax, PolicyLimits.ValueLengthMax);

    /// <summary>Schemas nest deeper than policies, and a description may be a chapter; what is taken from it has limits of its own.</summary>
    public static ReadingLimits OfApiDocument { get; } =
        new(PolicyLimits.ApiDocumentNestingMax, PolicyLimits.ApiDocumentBytesMax);
}
