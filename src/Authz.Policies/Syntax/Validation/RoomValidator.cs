using Authz.Policies.Syntax.Values;

namespace Authz.Policies.Syntax.Validation;

internal sealed class RoomValidator : SyntaxValidator<RoomSyntax>
{
    public RoomValidator()
    {
        RuleFor(room => room.LegalBasis).HasNoFault(
            Prose.FaultOf, (diagnostics, basis, fault) => diagnostics.ReportInvalidText(basis.Span, "`legalBasis`", fault));
        RuleFor(room => room).Holds(
            room => room.LegalBasis is not null || room.HasErrors,
            (diagnostics, room) => diagnostics.ReportRoomWithoutLegalBasis(room.Name));
        RuleFor(room => room.Validity).Holds(
            validity => validity is not { From: { } from, Until: { } until } || from.Value < until.Value,
            (diagnostics, validity) => diagnostics.ReportValidityEndsBeforeStart(validity?.Until?.Span ?? default));
        RuleForEach(room => room.EventTypes).HasNoFault(
            EventTypeName.FaultOf, (diagnostics, name, fault) => diagnostics.ReportInvalidEventType(name, fault));

        // A room that ignores case would take one for the other.
        RuleFor(room => room.EventTypes).AreDistinct(
            name => name,
            (diagnostics, name, _) => diagnostics.ReportDuplicateItem(name, "`eventTypes`"),
            StringComparer.OrdinalIgnoreCase);
        RuleFor(room => room).Holds(
            room => room.EventTypes.Length <= PolicyLimits.EventTypesMax,
            (diagnostics, room) => diagnostics.ReportTooManyItems(
                room.Name.Span, "`eventTypes`", room.EventTypes.Length, PolicyLimits.EventTypesMax));
        RuleFor(room => room).Holds(
            room => room.Publishers.Length <= PolicyLimits.ParticipantsMax,
            (diagnostics, room) => diagnostics.ReportTooManyItems(
                room.Name.Span, "`publishers`", room.Publishers.Length, PolicyLimits.ParticipantsMax));
        RuleFor(room => room).Holds(
            room => room.Subscribers.Length <= PolicyLimits.ParticipantsMax,
            (diagnostics, room) => diagnostics.ReportTooManyItems(
                room.Name.Span, "`subscribers`", room.Subscribers.Length, PolicyLimits.ParticipantsMax));
        RuleForEach(room => room.Admins).SetValidator(new RoomParticipantValidator());
        RuleForEach(room => room.Publishers).SetValidator(new RoomParticipantValidator());
        RuleForEach(room => room.Subscribers).SetValidator(new RoomParticipantValidator());
    }
}
