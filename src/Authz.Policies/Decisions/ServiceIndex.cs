using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Decisions;

/// <summary>
/// Finds the service of a host and path as Envoy routes: among the services that name the host, or those without hosts
/// where none does, the one with the longest base path on a segment boundary.
/// </summary>
internal sealed class ServiceIndex
{
    public const int NoService = -1;

    private readonly PathForest forest;
    private readonly ByteTable rootsByHost;
    private readonly int anyHostRoot;

    public ServiceIndex(PathForest forest, ByteTable rootsByHost, int anyHostRoot)
    {
        this.forest = forest;
        this.rootsByHost = rootsByHost;
        this.anyHostRoot = anyHostRoot;
    }

    /// <param name="below">The path below the service's base path; the base path itself leaves `/`.</param>
    public int Find(ReadOnlySpan<byte> host, ReadOnlySpan<byte> path, out ReadOnlySpan<byte> below)
    {
        below = default;
        int root = rootsByHost.Find(0, host);
        if (root == PathForest.NoNode)
        {
            root = anyHostRoot;
        }

        int service = NoService;
        int position = PathSegments.First;
        int node = root;
        while (node != PathForest.NoNode)
        {
            ReadOnlySpan<ForestTerminal> terminals = forest.Terminals(in forest.Node(node));
            if (!terminals.IsEmpty)
            {
                service = terminals[0].Target;
                below = PathSegments.IsPastLast(path, position) ? "/"u8 : path[(position - 1)..];
            }

            if (PathSegments.IsPastLast(path, position))
            {
                break;
            }

            node = forest.LiteralChild(node, PathSegments.At(path, position, out position));
        }

        return service;
    }
}
