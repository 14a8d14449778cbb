using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

public sealed record GroupSubjectSyntax(SourceSpan Span, Located<string> Group) : SubjectSyntax(Span);
