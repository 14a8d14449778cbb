using System.Collections.Immutable;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>Security servers, and the blocks that each may name.</summary>
internal sealed class SecurityServerBinder(BlockTable blocks, DiagnosticBag diagnostics)
{
    public ImmutableArray<BoundSecurityServer> Bind(ImmutableArray<SecurityServerSyntax> syntaxes) =>
        [.. syntaxes.Select(Bind)];

    private BoundSecurityServer Bind(SecurityServerSyntax syntax, int index) => new()
    {
        Index = index,
        Name = syntax.Name.Value,
        SpiffeIds = BlockBinder.SpiffeIdsOf(syntax.Identities),
        DnsNames = BlockBinder.DnsNamesOf(syntax.Identities),
        SpeaksFor = BindBlocks(syntax),
        IsForwardingTrusted = syntax.IsForwardingTrusted,
    };

    private ImmutableArray<int> BindBlocks(SecurityServerSyntax syntax)
    {
        var found = new SortedSet<int>();
        foreach (Located<string> name in syntax.SpeaksFor)
        {
            if (blocks.FindBlock(name) is not { } block)
            {
                continue;
            }

            found.Add(block.Index);

            // A client header names a block by its client, a forwarded certificate by its SPIFFE ID.
            bool canBeNamed = block.Client is not null || (syntax.IsForwardingTrusted && !block.SpiffeIds.IsEmpty);
            if (!canBeNamed && !blocks.BlockSyntaxes[block.Index].HasErrors)
            {
                diagnostics.ReportCannotBeNamed(name, syntax.IsForwardingTrusted);
            }
        }

        return [.. found];
    }
}
