using System.Runtime.CompilerServices;
using Authz.Policies.Decisions.Paths;
using Authz.Policies.Requests;

namespace Authz.Policies.Decisions;

/// <summary>
/// Finds the service of a host and path as Envoy routes: among the services that name the host, or those without hosts
/// where none does, the one with the longest base path on a segment boundary.
/// </summary>
internal sealed class ServiceIndex
{
    public const int NoService = -1;

    private readonly PathForest forest;
    private readonly BasePathRoots roots;
    private readonly BasePathRoots foldedRoots;
    private readonly ByteTable connections;

    /// <param name="foldedRoots">The same with base paths in lower case.</param>
    /// <param name="connections">Services of `protocol: tcp` by SNI, in lower case.</param>
    public ServiceIndex(PathForest forest, BasePathRoots roots, BasePathRoots foldedRoots, ByteTable connections)
    {
        this.connections = connections;
        this.forest = forest;
        this.roots = roots;
        this.foldedRoots = foldedRoots;
    }

    /// <param name="below">The path below the service's base path; the base path itself leaves `/`.</param>
    public int Find(ReadOnlySpan<byte> host, ReadOnlySpan<byte> path, out ReadOnlySpan<byte> below)
    {
        below = default;
        int service = NoService;
        int position = PathSegments.First;
        int node = roots.Of(host);
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

    /// <summary>The service of a connection. The name is compared whole, without ASCII case.</summary>
    [SkipLocalsInit]
    public int FindConnection(ReadOnlySpan<byte> sni)
    {
        if (sni.Length is 0 or > RequestLimits.HostBytesMax)
        {
            return NoService;
        }

        Span<byte> scratch = stackalloc byte[RequestLimits.HostBytesMax];
        return connections.Find(0, FoldedPath.Write(sni, scratch));
    }

    /// <summary>
    /// Whether the path leads to the service too if ASCII case is ignored, as what stands behind Envoy may do: else it would
    /// serve as one service what was judged as another.
    /// </summary>
    [SkipLocalsInit]
    public bool LeadsToIgnoringCase(ReadOnlySpan<byte> host, ReadOnlySpan<byte> path, int service)
    {
        Span<byte> scratch = stackalloc byte[RequestLimits.PathBytesMax];
        ReadOnlySpan<byte> folded = FoldedPath.Write(path, scratch);
        bool leads = false;
        int position = PathSegments.First;
        int node = foldedRoots.Of(host);
        while (node != PathForest.NoNode)
        {
            ReadOnlySpan<ForestTerminal> terminals = forest.Terminals(in forest.Node(node));
            if (!terminals.IsEmpty)
            {
                leads = false;
                foreach (ref readonly ForestTerminal terminal in terminals)
                {
                    leads |= terminal.Target == service;
                }
            }

            if (PathSegments.IsPastLast(folded, position))
            {
                break;
            }

            node = forest.LiteralChild(node, PathSegments.At(folded, position, out position));
        }

        return leads;
    }
}
