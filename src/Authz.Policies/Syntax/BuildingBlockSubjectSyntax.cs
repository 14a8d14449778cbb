using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

public sealed record BuildingBlockSubjectSyntax(SourceSpan Span, Located<string> Block) : SubjectSyntax(Span);
