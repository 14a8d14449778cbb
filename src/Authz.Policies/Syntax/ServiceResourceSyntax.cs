using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>`{buildingBlock: b, service: s}`; the service `*` is every service of the block.</summary>
public sealed record ServiceResourceSyntax(SourceSpan Span, Located<string> Block, Located<string> Service)
    : ResourceSyntax(Span)
{
    public const string AllServices = "*";
}
