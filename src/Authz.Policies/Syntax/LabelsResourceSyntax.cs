using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>Every service of the blocks that carry every label.</summary>
public sealed record LabelsResourceSyntax(SourceSpan Span, ImmutableArray<LabelSyntax> Labels) : ResourceSyntax(Span);
