using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>Every service of the blocks of a group.</summary>
public sealed record GroupResourceSyntax(SourceSpan Span, Located<string> Group) : ResourceSyntax(Span);
