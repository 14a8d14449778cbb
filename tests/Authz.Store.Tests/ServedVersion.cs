namespace Authz.Store.Tests;

/// <summary>What a service would prepare: here the name of the only block.</summary>
internal sealed record ServedVersion(PolicyVersion Version, string Block)
{
    public static ServedVersion Of(PolicyVersion version) => new(version, version.Policies.Blocks.Single().Name);
}
