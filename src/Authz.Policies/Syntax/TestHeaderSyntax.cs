using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

public sealed record TestHeaderSyntax(Located<string> Name, Located<string> Value);
