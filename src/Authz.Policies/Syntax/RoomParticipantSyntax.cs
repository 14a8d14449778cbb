using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>Callers with one role in a room.</summary>
/// <param name="EventTypes">Default: all of the room's.</param>
public sealed record RoomParticipantSyntax(
    SourceSpan Span, ImmutableArray<SubjectSyntax> Subjects, ImmutableArray<Located<string>> EventTypes);
