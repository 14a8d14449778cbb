using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>`kind: SecurityServer`: an Envoy that calls for building blocks and says for which.</summary>
public sealed record SecurityServerSyntax(SourceSpan Span, MetadataSyntax Metadata) : DocumentSyntax(Span, Metadata)
{
    /// <summary>Of a certificate, each of them.</summary>
    public ImmutableArray<IdentitySyntax> Identities { get; init; } = [];

    /// <summary>Names of the blocks that it may name as callers.</summary>
    public ImmutableArray<Located<string>> SpeaksFor { get; init; } = [];

    /// <summary>It is trusted for the certificates that it forwards in x-forwarded-client-cert.</summary>
    public bool IsForwardingTrusted { get; init; }
}
