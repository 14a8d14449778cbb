using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

public sealed record BuildingBlockSyntax(SourceSpan Span, MetadataSyntax Metadata) : DocumentSyntax(Span, Metadata)
{
    public Located<string>? Owner { get; init; }

    /// <summary>The X-Road identifier `instance/class/member/subsystem`.</summary>
    public Located<string>? Client { get; init; }

    public ImmutableArray<IdentitySyntax> Identities { get; init; } = [];

    public ImmutableArray<ServiceSyntax> Services { get; init; } = [];

    /// <summary>Names of the blocks whose services may live below this block's base paths.</summary>
    public ImmutableArray<Located<string>> Delegates { get; init; } = [];
}
