using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Decisions;

/// <summary>The tries of base paths: one for each host that a service names, and one for the services without hosts.</summary>
internal sealed record BasePathRoots(ByteTable ByHost, int AnyHost)
{
    public int Of(ReadOnlySpan<byte> host)
    {
        int root = ByHost.Find(0, host);
        return root == PathForest.NoNode ? AnyHost : root;
    }
}
