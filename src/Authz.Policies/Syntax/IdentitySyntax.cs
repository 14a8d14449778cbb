using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>One way in which a building block proves who it is.</summary>
public abstract record IdentitySyntax(SourceSpan Span);
