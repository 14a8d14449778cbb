using System.Collections.Immutable;
using System.Globalization;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax;
using Authz.Policies.Syntax.Values;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>Rooms to ordinary policies: each participant one, of allow rules over the room's published paths.</summary>
internal sealed class RoomBinder(BlockTable blocks, GroupTable groups, DiagnosticBag diagnostics)
{
    private readonly SubjectBinder subjects = new(blocks, groups);
    private readonly PathPatternParser patterns = new(diagnostics);

    /// <summary>What a room's policy is called: no AccessPolicy can be called so, for its name is a DNS label.</summary>
    public static string PolicyNameOf(RoomSyntax room) => $"room:{room.Name.Value}";

    public ImmutableArray<BoundPolicy> Bind(ImmutableArray<RoomSyntax> rooms)
    {
        ImmutableArray<BoundPolicy>.Builder policies = ImmutableArray.CreateBuilder<BoundPolicy>();
        var roomOfService = new Dictionary<int, Located<string>>();
        int grantCount = 0;
        foreach (RoomSyntax room in rooms)
        {
            grantCount += GrantsOf(room);
            if (grantCount > PolicyLimits.RoomGrantsMax)
            {
                diagnostics.ReportTooManyGrants(room.Name.Span);
                break;
            }

            if (room.Owner is { } owner)
            {
                blocks.FindBlock(owner);
            }

            BoundService? service = FindService(room);
            if (service is not null && !roomOfService.TryAdd(service.Index, room.Name))
            {
                diagnostics.ReportSecondRoom(
                    room.Name, service.QualifiedName, roomOfService[service.Index].Value, roomOfService[service.Index].Span);
            }

            BindRole(room, service, RoomRole.Admin, room.Admins, policies);
            BindRole(room, service, RoomRole.Publisher, room.Publishers, policies);
            BindRole(room, service, RoomRole.Subscriber, room.Subscribers, policies);
        }

        return policies.DrainToImmutable();
    }

    private static int GrantsOf(RoomSyntax room) =>
        room.Admins.Concat(room.Publishers).Concat(room.Subscribers).Sum(
            participant => participant.EventTypes.IsDefault ? room.EventTypes.Length : participant.EventTypes.Length);

    private BoundService? FindService(RoomSyntax room)
    {
        if (room.Service is not { } named || blocks.FindBlock(named.Block) is not { } block)
        {
            return null;
        }

        BoundService? service = blocks.FindService(block, named.Service.Value, named.Service.Span);
        if (service is { IsTcp: true })
        {
            diagnostics.ReportRoomOfConnections(named.Service.Span, service.QualifiedName);
        }

        return service;
    }

    private void BindRole(
        RoomSyntax room,
        BoundService? service,
        RoomRole role,
        ImmutableArray<RoomParticipantSyntax> participants,
        ImmutableArray<BoundPolicy>.Builder policies)
    {
        for (int i = 0; i < participants.Length; i++)
        {
            RoomParticipantSyntax participant = participants[i];
            BoundSubjects bound = subjects.Bind(participant.Subjects);
            if (bound is { Anonymous: false, Blocks.IsEmpty: true } && subjects.AreWhole && !room.HasErrors)
            {
                diagnostics.ReportParticipantIsNobody(participant.Span, room.Name.Value);
            }

            string suffix = i == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{i + 1}");
            policies.Add(new BoundPolicy
            {
                Name = PolicyNameOf(room),
                LegalBasis = room.LegalBasis?.Value,
                From = room.Validity?.From?.Value,
                Until = room.Validity?.Until?.Value,
                Mode = PolicyMode.Enforce,
                Subjects = bound,
                Services = service is null ? [] : blocks.SetOf(service),
                Rules = BindRules(room, role, suffix, participant),
            });
        }
    }

    private ImmutableArray<BoundRule> BindRules(
        RoomSyntax room, RoomRole role, string suffix, RoomParticipantSyntax participant)
    {
        ImmutableArray<Located<string>> eventTypes = EventTypesOf(room, participant);
        ImmutableArray<BoundRule>.Builder rules = ImmutableArray.CreateBuilder<BoundRule>(role.Rules.Length);
        foreach ((string name, ImmutableArray<string> methods, string path) in role.Rules)
        {
            rules.Add(new BoundRule
            {
                PolicyName = PolicyNameOf(room),
                Name = name + suffix,
                Position = rules.Count,
                Effect = Effect.Allow,
                Operations = default,
                Methods = methods,
                Paths = PathsOf(path, eventTypes),
                Span = participant.Span,
            });
        }

        return rules.DrainToImmutable();
    }

    private ImmutableArray<PathPattern> PathsOf(string path, ImmutableArray<Located<string>> eventTypes)
    {
        IEnumerable<Located<string>> texts = path.Contains(RoomRole.EventType, StringComparison.Ordinal)
            ? eventTypes.Select(type => type with { Value = path.Replace(RoomRole.EventType, type.Value, StringComparison.Ordinal) })
            : [new Located<string>(path, default)];
        ImmutableArray<PathPattern>.Builder paths = ImmutableArray.CreateBuilder<PathPattern>();
        foreach (Located<string> text in texts)
        {
            if (patterns.ParseRule(text, takesMatrixParameters: false) is { } pattern)
            {
                paths.Add(pattern);
            }
        }

        return paths.DrainToImmutable();
    }

    /// <summary>INVARIANT: a name that is no event type of the room grants nothing; what is no name was reported.</summary>
    private ImmutableArray<Located<string>> EventTypesOf(RoomSyntax room, RoomParticipantSyntax participant)
    {
        ImmutableArray<Located<string>> known = [.. room.EventTypes.Where(type => EventTypeName.FaultOf(type.Value) is null)];
        if (participant.EventTypes.IsDefault)
        {
            return known;
        }

        var names = known.Select(type => type.Value).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<Located<string>>.Builder found = ImmutableArray.CreateBuilder<Located<string>>();
        foreach (Located<string> type in participant.EventTypes)
        {
            if (names.Contains(type.Value))
            {
                found.Add(type);
            }
            else
            {
                diagnostics.ReportUnknownEventType(type, room.Name.Value, names);
            }
        }

        return found.DrainToImmutable();
    }
}
