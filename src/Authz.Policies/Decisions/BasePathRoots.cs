using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Decisions;

/// <summary>
/// The tries of base paths: one for each host that a service names, and one for the services without hosts. A host that has one
/// service only, as most have, has no trie: its root is that service, below -1.
/// </summary>
internal sealed record BasePathRoots(ByteTable ByHost, int AnyHost)
{
    private const int FirstOnlyService = PathForest.NoNode - 1;

    public static int RootOfOnly(int service) => FirstOnlyService - service;

    public static bool IsOnlyService(int root, out int service)
    {
        service = FirstOnlyService - root;
        return root <= FirstOnlyService;
    }

    public int Of(ReadOnlySpan<byte> host)
    {
        int root = ByHost.Find(0, host);
        return root == PathForest.NoNode ? AnyHost : root;
    }
}
