using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>Every service of every block.</summary>
public sealed record AllResourceSyntax(SourceSpan Span) : ResourceSyntax(Span);
