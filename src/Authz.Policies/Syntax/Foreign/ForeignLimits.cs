namespace Authz.Policies.Syntax.Foreign;

/// <summary>How much a file may hold that is not of the policy language: a proxy's dump is larger than any policy.</summary>
public static class ForeignLimits
{
    public const int FileBytesMax = 64 * 1024 * 1024;

    /// <summary>Mappings and lists within one another. It also bounds the stack while a file is read and looked at.</summary>
    public const int NestingMax = 100;

    /// <summary>Characters of one value in YAML. Certificates and bundles of them stand in such files.</summary>
    public const int ValueLengthMax = 1024 * 1024;

    /// <summary>Values that all aliases of a file stand for together.</summary>
    public const int AliasedNodesMax = 200_000;
}
