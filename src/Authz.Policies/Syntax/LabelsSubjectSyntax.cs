using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>Blocks that carry every label.</summary>
public sealed record LabelsSubjectSyntax(SourceSpan Span, ImmutableArray<LabelSyntax> Labels) : SubjectSyntax(Span);
