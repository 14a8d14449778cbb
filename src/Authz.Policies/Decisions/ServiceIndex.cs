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
    private readonly ServiceTable terms;
    private readonly BasePathRoots roots;
    private readonly BasePathRoots foldedRoots;
    private readonly ByteTable connections;

    /// <param name="foldedRoots">Tries only, with base paths in lower case.</param>
    /// <param name="connections">Services of `protocol: tcp` by SNI, in lower case.</param>
    public ServiceIndex(
        PathForest forest, ServiceTable terms, BasePathRoots roots, BasePathRoots foldedRoots, ByteTable connections)
    {
        this.terms = terms;
        this.connections = connections;
        this.forest = forest;
        this.roots = roots;
        this.foldedRoots = foldedRoots;
    }

    /// <summary>Where a host's services are; what <see cref="Find"/> goes on from.</summary>
    public int RootOf(ReadOnlySpan<byte> host) => roots.Of(host);

    /// <summary>The same of a host that is in its one form as it came; no other has a root here.</summary>
    public bool TryRootOfCanonical(ReadOnlySpan<byte> host, out int root) => roots.TryOfCanonical(host, out root);

    /// <param name="below">The path below the service's base path; the base path itself leaves `/`.</param>
    public int Find(int root, ReadOnlySpan<byte> path, out ReadOnlySpan<byte> below) =>
        BasePathRoots.IsOnlyService(root, out int only) ? FindOnly(only, path, out below) : FindLongest(root, path, out below);

    /// <summary>Whether the path lies in the one service that it can be.</summary>
    private int FindOnly(int service, ReadOnlySpan<byte> path, out ReadOnlySpan<byte> below)
    {
        below = default;
        ReadOnlySpan<byte> basePath = terms.BasePath(in terms[service]);
        if (!path.StartsWith(basePath))
        {
            return NoService;
        }

        if (path.Length == basePath.Length)
        {
            below = "/"u8;
            return service;
        }

        if (path[basePath.Length] != '/')
        {
            return NoService;
        }

        below = path[basePath.Length..];
        return service;
    }

    private int FindLongest(int root, ReadOnlySpan<byte> path, out ReadOnlySpan<byte> below)
    {
        below = default;
        int service = NoService;
        int position = PathSegments.First;
        int node = root;
        while (node != PathForest.NoNode)
        {
            ref readonly ForestNode at = ref forest.Node(node);
            ReadOnlySpan<ForestTerminal> terminals = forest.Terminals(node, in at);
            if (!terminals.IsEmpty)
            {
                service = terminals[0].Target;
                below = PathSegments.IsPastLast(path, position) ? "/"u8 : path[(position - 1)..];
            }

            if (PathSegments.IsPastLast(path, position))
            {
                break;
            }

            node = forest.LiteralChild(node, in at, PathSegments.At(path, position, out position));
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
            ref readonly ForestNode at = ref forest.Node(node);
            ReadOnlySpan<ForestTerminal> terminals = forest.Terminals(node, in at);
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

            node = forest.LiteralChild(node, in at, PathSegments.At(folded, position, out position));
        }

        return leads;
    }
}
