namespace Authz.Policies.Syntax.Validation;

internal sealed class RoomParticipantValidator : SyntaxValidator<RoomParticipantSyntax>
{
    public RoomParticipantValidator()
    {
        RuleForEach(participant => participant.Subjects).Holds(
            subject => subject is not AnonymousSubjectSyntax,
            (diagnostics, subject) => diagnostics.ReportAnonymousInRoom(subject.Span));
        RuleFor(participant => participant)
            .Holds(
                participant => participant.EventTypes.IsDefault || participant.EventTypes.Length <= PolicyLimits.EventTypesMax,
                (diagnostics, participant) => diagnostics.ReportTooManyItems(
                    participant.Span, "`eventTypes`", participant.EventTypes.Length, PolicyLimits.EventTypesMax));
        RuleFor(participant => participant.EventTypes.IsDefault ? [] : participant.EventTypes).AreDistinct(
            name => name, (diagnostics, name, _) => diagnostics.ReportDuplicateItem(name, "`eventTypes`"));
    }
}
