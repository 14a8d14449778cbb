using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>What a filter has noted of a test's request.</summary>
/// <param name="Json">One object.</param>
public sealed record TestMetadataSyntax(Located<string> Filter, Located<string> Json);
