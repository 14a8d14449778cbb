using Authz.Policies.Syntax;
using Authz.Policies.Syntax.Values;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>
/// A host and path lead to one service, and so does an SNI; and a service lies inside another building block's only if that one says so.
/// </summary>
internal sealed class AddressCheck
{
    /// <summary>Stands for the host of services that name none; it is no host's name.</summary>
    private const string NoHost = "";

    private readonly BlockTable blocks;
    private readonly DiagnosticBag diagnostics;
    private readonly Dictionary<string, Dictionary<string, BoundService>> servicesByHost = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (BoundService Service, SourceSpan Span)> servicesBySni = new(StringComparer.Ordinal);
    private readonly HashSet<(int Outer, int Inner)> delegations = [];

    private AddressCheck(BlockTable blocks, DiagnosticBag diagnostics)
    {
        this.blocks = blocks;
        this.diagnostics = diagnostics;
    }

    public static void Run(BlockTable blocks, DiagnosticBag diagnostics)
    {
        var check = new AddressCheck(blocks, diagnostics);
        check.AddDelegations();
        check.AddServices();
        check.CheckDelegations();
    }

    private void AddDelegations()
    {
        foreach (BoundBlock outer in blocks.Blocks)
        {
            foreach (Located<string> name in blocks.BlockSyntaxes[outer.Index].Delegates)
            {
                if (blocks.FindBlock(name) is { } inner)
                {
                    delegations.Add((outer.Index, inner.Index));
                }
            }
        }
    }

    private void AddServices()
    {
        foreach (BoundService service in blocks.Services)
        {
            if (service.IsTcp)
            {
                AddNames(service);
                continue;
            }

            // What is no base path was reported, and says nothing about the others.
            if (blocks.ServiceSyntaxes[service.Index].BasePath is not { } basePath
                || BasePathText.FaultOf(basePath.Value) is not null)
            {
                continue;
            }

            var reported = new HashSet<int>();
            foreach (string host in HostsOf(service))
            {
                if (!servicesByHost.TryGetValue(host, out Dictionary<string, BoundService>? byPath))
                {
                    byPath = new Dictionary<string, BoundService>(StringComparer.Ordinal);
                    servicesByHost.Add(host, byPath);
                }

                if (!byPath.TryAdd(service.BasePath, service) && reported.Add(byPath[service.BasePath].Index))
                {
                    BoundService other = byPath[service.BasePath];
                    diagnostics.ReportSameAddress(
                        basePath.Span, host + basePath.Value, other.QualifiedName, PlaceOf(other));
                }
            }
        }
    }

    private void AddNames(BoundService service)
    {
        foreach (Located<string> name in blocks.ServiceSyntaxes[service.Index].Sni)
        {
            string lower = name.Value.ToLowerInvariant();
            if (!servicesBySni.TryAdd(lower, (service, name.Span)) && servicesBySni[lower].Service != service)
            {
                (BoundService other, SourceSpan first) = servicesBySni[lower];
                diagnostics.ReportSameSni(name, other.QualifiedName, first);
            }
        }
    }

    private void CheckDelegations()
    {
        foreach (BoundService inner in blocks.Services.Where(service => !service.IsTcp))
        {
            var reported = new HashSet<int>();
            foreach (string host in HostsOf(inner))
            {
                if (!servicesByHost.TryGetValue(host, out Dictionary<string, BoundService>? byPath))
                {
                    continue;
                }

                for (int end = inner.BasePath.LastIndexOf('/'); end >= 0; end = LastSlashBefore(inner.BasePath, end))
                {
                    if (byPath.TryGetValue(inner.BasePath[..end], out BoundService? outer)
                        && IsForeign(outer, inner)
                        && reported.Add(outer.Index))
                    {
                        diagnostics.ReportNotDelegated(
                            PlaceOf(inner), inner.Block.Name, outer.QualifiedName, PlaceOf(outer));
                    }
                }
            }
        }
    }

    private bool IsForeign(BoundService outer, BoundService inner) =>
        outer.Block != inner.Block && !delegations.Contains((outer.Block.Index, inner.Block.Index));

    private static int LastSlashBefore(string path, int end) => end == 0 ? -1 : path.LastIndexOf('/', end - 1);

    private SourceSpan PlaceOf(BoundService service)
    {
        ServiceSyntax syntax = blocks.ServiceSyntaxes[service.Index];
        return syntax.BasePath?.Span ?? syntax.Span;
    }

    // What is no host was reported, and says nothing about the others.
    private static IEnumerable<string> HostsOf(BoundService service) => service.Hosts.IsEmpty
        ? [NoHost]
        : service.Hosts.Where(host => DnsName.FaultOfHost(host) is null);
}
