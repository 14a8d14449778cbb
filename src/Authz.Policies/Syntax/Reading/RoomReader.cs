using System.Collections.Immutable;
using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

internal sealed class RoomReader(DiagnosticBag diagnostics)
{
    private static readonly MappingShape ServiceShape = new(
        "the room's `service`",
        KeyShape.Required("buildingBlock", TextShape.Name, "The building block that runs the room."),
        KeyShape.Required("service", TextShape.Name, "Its service that serves the room's PubSub API."));

    private static readonly MappingShape ParticipantShape = new(
        "a participant",
        KeyShape.Required("subjects", new ListShape(SubjectReader.Shape), "Who; any of them."),
        KeyShape.Optional(
            "eventTypes",
            new ListShape(TextShape.EventType, PolicyLimits.EventTypesMax),
            "Which of the room's event types; left out: all."));

    internal static readonly MappingShape Shape = new(
        "a Room",
        KeyShape.Required("service", ServiceShape, "The service whose base path serves the room."),
        KeyShape.Required("owner", TextShape.Name, "The building block that answers for the room; it grants nothing."),
        KeyShape.Optional("legalBasis", TextShape.Line, "The law, contract or decision that the access rests on."),
        KeyShape.Optional("validity", AccessPolicyReader.ValidityShape, "When the room has effect; left out: always."),
        KeyShape.Required(
            "eventTypes", new ListShape(TextShape.EventType, PolicyLimits.EventTypesMax), "The event types that the room has."),
        KeyShape.Optional("admins", new ListShape(SubjectReader.Shape), "Who may create, read and delete event types."),
        KeyShape.Optional(
            "publishers",
            new ListShape(ParticipantShape, PolicyLimits.ParticipantsMax),
            "Who may publish events, and read and delete what is published."),
        KeyShape.Optional(
            "subscribers",
            new ListShape(ParticipantShape, PolicyLimits.ParticipantsMax),
            "Who may subscribe to events, and pull and acknowledge them."))
    {
        AtLeastOne = ["admins", "publishers", "subscribers"],
    };

    private readonly SubjectReader subjects = new(diagnostics);

    public RoomSyntax Read(SourceSpan span, MetadataSyntax metadata, YamlNode spec)
    {
        var room = new RoomSyntax(span, metadata);
        if (!MappingReader.TryOpen(spec, Shape, diagnostics, out MappingReader reader))
        {
            return room;
        }

        if (Shape.AtLeastOne.All(key => reader.Find(key) is null))
        {
            diagnostics.ReportRoomWithoutParticipants(reader.Span);
        }

        return room with
        {
            Service = ReadService(reader.Find("service")),
            Owner = reader.Text("owner"),
            LegalBasis = reader.Text("legalBasis"),
            Validity = AccessPolicyReader.ReadValidity(reader.Find("validity"), diagnostics),
            EventTypes = reader.Texts("eventTypes"),
            Admins = ReadAdmins(reader),
            Publishers = ReadParticipants(reader, "publishers"),
            Subscribers = ReadParticipants(reader, "subscribers"),
        };
    }

    private ServiceResourceSyntax? ReadService(YamlNode? node)
    {
        if (node is null || !MappingReader.TryOpen(node, ServiceShape, diagnostics, out MappingReader reader))
        {
            return null;
        }

        Located<string>? block = reader.Text("buildingBlock");
        Located<string>? service = reader.Text("service");
        return block is null || service is null ? null : new ServiceResourceSyntax(reader.Span, block.Value, service.Value);
    }

    private ImmutableArray<RoomParticipantSyntax> ReadAdmins(MappingReader reader)
    {
        ImmutableArray<SubjectSyntax> admins = subjects.Read(reader.Items("admins"));
        return admins.IsEmpty || reader.PlaceOf("admins") is not { } place
            ? []
            : [new RoomParticipantSyntax(place, admins, default)];
    }

    private ImmutableArray<RoomParticipantSyntax> ReadParticipants(MappingReader reader, string key)
    {
        ImmutableArray<YamlNode> nodes = reader.Items(key);
        ImmutableArray<RoomParticipantSyntax>.Builder read = ImmutableArray.CreateBuilder<RoomParticipantSyntax>(nodes.Length);
        foreach (YamlNode node in nodes)
        {
            if (MappingReader.TryOpen(node, ParticipantShape, diagnostics, out MappingReader participant))
            {
                read.Add(new RoomParticipantSyntax(
                    participant.Span,
                    subjects.Read(participant.Items("subjects")),
                    participant.TextsOrDefault("eventTypes")));
            }
        }

        return read.DrainToImmutable();
    }
}
