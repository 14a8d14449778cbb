using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

public sealed record OperationSyntax(SourceSpan Span, Located<string> Id, Located<string> Method, Located<string> Path);
