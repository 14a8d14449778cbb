using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>`kind: Room`: who may administer, publish to and subscribe to the event types of a pub/sub room.</summary>
public sealed record RoomSyntax(SourceSpan Span, MetadataSyntax Metadata) : DocumentSyntax(Span, Metadata)
{
    /// <summary>The service whose base path serves the room; null: it was wrong and reported.</summary>
    public ServiceResourceSyntax? Service { get; init; }

    /// <summary>The building block that answers for the room. It is granted nothing by that.</summary>
    public Located<string>? Owner { get; init; }

    public Located<string>? LegalBasis { get; init; }

    public ValiditySyntax? Validity { get; init; }

    public ImmutableArray<Located<string>> EventTypes { get; init; } = [];

    /// <summary>One participant at most, of all event types.</summary>
    public ImmutableArray<RoomParticipantSyntax> Admins { get; init; } = [];

    public ImmutableArray<RoomParticipantSyntax> Publishers { get; init; } = [];

    public ImmutableArray<RoomParticipantSyntax> Subscribers { get; init; } = [];
}
