namespace Authz.Policies.Text;

/// <summary>Rooms: event types and who takes part in them.</summary>
public sealed partial class DiagnosticBag
{
    internal void ReportInvalidEventType(Located<string> name, string fault) => Report(
        DiagnosticCatalog.InvalidEventType,
        name.Span,
        $"the event type {Quote(name.Value)} {fault}",
        "letters, digits, `.`, `_` and `-`: it stands in paths as it is");

    internal void ReportUnknownEventType(Located<string> name, string room, IEnumerable<string> known) => Report(
        DiagnosticCatalog.UnknownEventType,
        name.Span,
        $"the room {Quote(room)} has no event type {Quote(name.Value)}",
        DidYouMean(name.Value, known, "the room names its event types under `eventTypes`"));

    internal void ReportSecondRoom(Located<string> room, string service, string otherRoom, SourceSpan other) => Report(
        DiagnosticCatalog.SecondRoom,
        room.Span,
        $"the service {Quote(service)} already serves the room {Quote(otherRoom)} at {other}",
        "a room is a service of its own: both would grant rights on the same paths");

    internal void ReportRoomOfConnections(SourceSpan where, string service) => Report(
        DiagnosticCatalog.RoomOfConnections,
        where,
        $"the service {Quote(service)} is tcp and has no paths",
        "a room is served by an http service");

    internal void ReportTooManyGrants(SourceSpan where) => Report(
        DiagnosticCatalog.TooManyGrants,
        where,
        $"the rooms of the set have more than {PolicyLimits.RoomGrantsMax} pairs of a participant and an event type");

    internal void ReportRoomWithoutParticipants(SourceSpan where) => Report(
        DiagnosticCatalog.RoomWithoutParticipants, where, "a room needs `admins`, `publishers` or `subscribers`");

    internal void ReportRoomWithoutLegalBasis(Located<string> room) => Report(
        DiagnosticCatalog.NoLegalBasis,
        room.Span,
        $"the room {Quote(room.Value)} names no legal basis",
        "say under `legalBasis` which law or agreement it rests on");

    internal void ReportAnonymousInRoom(SourceSpan where) => Report(
        DiagnosticCatalog.AnonymousAllowed, where, "the room takes callers that nobody proved");

    internal void ReportParticipantIsNobody(SourceSpan where, string room) => Report(
        DiagnosticCatalog.NoSubjects,
        where,
        $"a participant of the room {Quote(room)} is nobody",
        "a group of theirs is empty, or no building block carries all labels");
}
