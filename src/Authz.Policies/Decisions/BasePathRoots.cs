using Authz.Policies.Decisions.Paths;
using Authz.Policies.Requests;

namespace Authz.Policies.Decisions;

/// <summary>
/// The tries of base paths: one for each host that a service names, and one for the services without hosts. A host that has one
/// service only, as most have, has no trie: its root is that service, below -1.
/// </summary>
/// <param name="AreHostsCanonical">A host that is found as it came is in its one form, then, and nobody need look at its bytes again.</param>
internal sealed record BasePathRoots(ByteTable ByHost, int AnyHost, bool AreHostsCanonical)
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

    /// <summary>Only of a host that is in its one form as it came, as nearly all are.</summary>
    public bool TryOfCanonical(ReadOnlySpan<byte> host, out int root)
    {
        root = ByHost.Find(0, host);
        if (root == PathForest.NoNode)
        {
            root = AnyHost;
            return CanonicalHost.IsCanonical(host);
        }

        return AreHostsCanonical || CanonicalHost.IsCanonical(host);
    }
}
