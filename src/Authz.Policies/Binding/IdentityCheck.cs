using System.Collections.Immutable;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>
/// A name in a certificate proves one building block or one security server, and a client identifier names one block, or
/// a proof would name two callers.
/// </summary>
internal sealed class IdentityCheck(DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, Owner> clients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Owner> spiffeIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Owner> dnsNames = new(StringComparer.OrdinalIgnoreCase);

    public void Run(ImmutableArray<BuildingBlockSyntax> blocks, ImmutableArray<SecurityServerSyntax> servers)
    {
        foreach (BuildingBlockSyntax block in blocks)
        {
            string name = block.Name.Value;
            if (block.Client is { } client && !clients.TryAdd(client.Value, new Owner(name, client.Span, IsServer: false)))
            {
                diagnostics.ReportDuplicateClient(client, clients[client.Value].Name, clients[client.Value].Place);
            }

            Check(block.Identities, name, isServer: false);
        }

        foreach (SecurityServerSyntax server in servers)
        {
            Check(server.Identities, server.Name.Value, isServer: true);
        }
    }

    private void Check(ImmutableArray<IdentitySyntax> identities, string owner, bool isServer)
    {
        foreach (IdentitySyntax identity in identities)
        {
            switch (identity)
            {
                case SpiffeIdentitySyntax spiffe:
                    Add(spiffeIds, spiffe.Id, owner, isServer);
                    break;
                case DnsIdentitySyntax dns:
                    Add(dnsNames, dns.Name, owner, isServer);
                    break;
                case TokenIdentitySyntax or ApiKeyIdentitySyntax or SignatureIdentitySyntax:
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
    }

    private void Add(Dictionary<string, Owner> known, Located<string> text, string owner, bool isServer)
    {
        if (!known.TryAdd(text.Value, new Owner(owner, text.Span, isServer)))
        {
            Owner first = known[text.Value];
            diagnostics.ReportDuplicateIdentity(text, first.Name, first.IsServer, first.Place);
        }
    }

    private readonly record struct Owner(string Name, SourceSpan Place, bool IsServer);
}
