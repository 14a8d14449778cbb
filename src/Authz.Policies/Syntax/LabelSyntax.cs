using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

public sealed record LabelSyntax(Located<string> Key, Located<string> Value);
