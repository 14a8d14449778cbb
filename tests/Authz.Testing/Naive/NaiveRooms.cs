using System.Collections.Immutable;
using System.Globalization;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Testing.Naive;

/// <summary>The policies that a room stands for, written out as an author would have to.</summary>
internal static class NaiveRooms
{
    private static readonly (string Rule, string[] Methods, string Path)[] AdminRules =
    [
        ("administer", ["GET", "POST"], "/api/v1/eventType"),
        ("administer-type", ["GET", "DELETE"], "/api/v1/eventType/TYPE"),
    ];

    private static readonly (string Rule, string[] Methods, string Path)[] PublisherRules =
    [
        ("publish", ["POST"], "/pub/v1/TYPE"),
        ("manage-published", ["GET", "DELETE"], "/pub/v1/TYPE/{id}"),
    ];

    private static readonly (string Rule, string[] Methods, string Path)[] SubscriberRules =
    [
        ("list-subscriptions", ["GET"], "/api/v1/subs"),
        ("subscribe", ["POST", "GET", "PATCH", "DELETE"], "/api/v1/subs/TYPE"),
        ("pull", ["GET"], "/pull/v1/TYPE"),
        ("acknowledge", ["DELETE"], "/pull/v1/TYPE/{id}"),
    ];

    public static IEnumerable<AccessPolicySyntax> PoliciesOf(PolicySyntax policies) =>
        policies.Documents.OfType<RoomSyntax>().SelectMany(room => (IEnumerable<AccessPolicySyntax>)
        [
            .. room.Admins.Select((admin, index) => PolicyOf(room, admin, index, AdminRules)),
            .. room.Publishers.Select((publisher, index) => PolicyOf(room, publisher, index, PublisherRules)),
            .. room.Subscribers.Select((subscriber, index) => PolicyOf(room, subscriber, index, SubscriberRules)),
        ]);

    private static AccessPolicySyntax PolicyOf(
        RoomSyntax room, RoomParticipantSyntax participant, int index, (string Rule, string[] Methods, string Path)[] rules)
    {
        string number = index == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{index + 1}");
        ImmutableArray<Located<string>> types = participant.EventTypes.IsDefault ? room.EventTypes : participant.EventTypes;
        ResourceSyntax service = room.Service ?? throw new InvalidDataException(room.Name.Value);
        return new AccessPolicySyntax(room.Span, new MetadataSyntax(At(room, $"room:{room.Name.Value}"), []))
        {
            Validity = room.Validity,
            Subjects = participant.Subjects,
            Resources = [service],
            Rules =
            [
                .. rules.Select(rule => new RuleSyntax(
                    room.Span, At(room, $"{rule.Rule}{number}"), new Located<Effect>(Effect.Allow, room.Span))
                {
                    Methods = [.. rule.Methods.Select(method => At(room, method))],
                    Paths = [.. types.Select(type => rule.Path.Replace("TYPE", type.Value)).Distinct().Select(path => At(room, path))],
                }),
            ],
        };
    }

    private static Located<string> At(RoomSyntax room, string text) => new(text, room.Span);
}
