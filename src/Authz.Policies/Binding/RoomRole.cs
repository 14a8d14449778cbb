using System.Collections.Immutable;

namespace Authz.Policies.Binding;

/// <summary>What a role may do in a room: the published paths of a PubSub API below the room's base path.</summary>
/// <param name="Rules">The name of each rule, its methods and its path; `{type}` stands for each event type.</param>
internal sealed record RoomRole(ImmutableArray<(string Name, ImmutableArray<string> Methods, string Path)> Rules)
{
    public const string EventType = "{type}";

    public static RoomRole Admin { get; } = new(
    [
        ("administer", ["GET", "POST"], "/api/v1/eventType"),
        ("administer-type", ["GET", "DELETE"], $"/api/v1/eventType/{EventType}"),
    ]);

    public static RoomRole Publisher { get; } = new(
    [
        ("publish", ["POST"], $"/pub/v1/{EventType}"),
        ("manage-published", ["GET", "DELETE"], $"/pub/v1/{EventType}/{{id}}"),
    ]);

    public static RoomRole Subscriber { get; } = new(
    [
        ("list-subscriptions", ["GET"], "/api/v1/subs"),
        ("subscribe", ["POST", "GET", "PATCH", "DELETE"], $"/api/v1/subs/{EventType}"),
        ("pull", ["GET"], $"/pull/v1/{EventType}"),
        ("acknowledge", ["DELETE"], $"/pull/v1/{EventType}/{{id}}"),
    ]);
}
