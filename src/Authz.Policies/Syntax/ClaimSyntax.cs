using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>A top-level claim of a token and the text that it must be.</summary>
public sealed record ClaimSyntax(Located<string> Name, Located<string> Value);
