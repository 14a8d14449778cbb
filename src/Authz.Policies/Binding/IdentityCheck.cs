using System.Collections.Immutable;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>An identity or a client identifier names one building block, or a proof would name two callers.</summary>
internal static class IdentityCheck
{
    public static void Run(ImmutableArray<BuildingBlockSyntax> blocks, DiagnosticBag diagnostics)
    {
        var clients = new Dictionary<string, (string Block, SourceSpan Span)>(StringComparer.Ordinal);
        var spiffeIds = new Dictionary<string, (string Block, SourceSpan Span)>(StringComparer.Ordinal);
        var dnsNames = new Dictionary<string, (string Block, SourceSpan Span)>(StringComparer.OrdinalIgnoreCase);
        foreach (BuildingBlockSyntax block in blocks)
        {
            string name = block.Name.Value;
            if (block.Client is { } client && !clients.TryAdd(client.Value, (name, client.Span)))
            {
                (string other, SourceSpan first) = clients[client.Value];
                diagnostics.ReportDuplicateClient(client, other, first);
            }

            foreach (IdentitySyntax identity in block.Identities)
            {
                (Dictionary<string, (string, SourceSpan)> known, Located<string> text) = identity switch
                {
                    SpiffeIdentitySyntax spiffe => (spiffeIds, spiffe.Id),
                    DnsIdentitySyntax dns => (dnsNames, dns.Name),
                    _ => throw new System.Diagnostics.UnreachableException(),
                };
                if (!known.TryAdd(text.Value, (name, text.Span)))
                {
                    (string other, SourceSpan first) = known[text.Value];
                    diagnostics.ReportDuplicateIdentity(text, other, first);
                }
            }
        }
    }
}
