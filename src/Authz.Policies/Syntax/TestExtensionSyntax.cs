using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>A context extension of the route that a test's request takes.</summary>
public sealed record TestExtensionSyntax(Located<string> Name, Located<string> Value);
