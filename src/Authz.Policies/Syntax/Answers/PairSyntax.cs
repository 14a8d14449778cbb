using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Answers;

/// <summary>A name that the author chose, with its value: a header, a query parameter, an entry of metadata.</summary>
public sealed record PairSyntax(Located<string> Name, Located<string> Value);
