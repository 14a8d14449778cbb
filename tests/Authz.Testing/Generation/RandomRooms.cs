using System.Collections.Immutable;
using System.Globalization;
using Authz.Testing.Naive;

namespace Authz.Testing.Generation;

/// <summary>A room on one of the services, or none.</summary>
internal sealed class RandomRooms(RandomSource random, RandomWorld world, RandomAccess access)
{
    private static readonly string[] EventTypes = ["x", "y.x", "X-1"];

    private static readonly (string Role, string[] Rules)[] Roles =
    [
        ("publishers", ["publish", "manage-published"]),
        ("subscribers", ["list-subscriptions", "subscribe", "pull", "acknowledge"]),
    ];

    private static readonly (string Method, string Path)[] Calls =
    [
        ("GET", "/api/v1/eventType"), ("POST", "/api/v1/eventType"), ("DELETE", "/api/v1/eventType/x"),
        ("POST", "/pub/v1/x"), ("POST", "/pub/v1/y.x"), ("DELETE", "/pub/v1/x/{id}"), ("GET", "/pub/v1/X-1/{id}"),
        ("GET", "/api/v1/subs"), ("PATCH", "/api/v1/subs/y.x"), ("GET", "/pull/v1/x"), ("DELETE", "/pull/v1/y.x/{id}"),
    ];

    public IEnumerable<string> Build()
    {
        if (!random.Chance(25))
        {
            return [];
        }

        // Among the policies by its name: `room:m` stands between `r` and `z`.
        string name = random.Pick("m", "n");
        RandomService service = random.Pick([.. world.Services]);
        IReadOnlyList<string> types = random.Some(EventTypes, 3);
        var callers = new List<NaiveCaller>();
        var keys = new List<string>
        {
            $"service: {{buildingBlock: {service.Block}, service: {service.Name}}}",
            $"owner: {service.Block}",
            "legalBasis: Test Act §1",
            $"eventTypes: [{string.Join(", ", types)}]",
        };
        if (random.Chance(50))
        {
            keys.Add($"admins: [{access.Subjects(callers)}]");
            Note(name, ["administer", "administer-type"], 0);
        }

        foreach ((string role, string[] rules) in Roles)
        {
            int count = random.Between(role == "publishers" ? 1 : 0, 2);
            if (count > 0)
            {
                keys.Add($"{role}: [{string.Join(", ", Enumerable.Range(0, count).Select(_ => Participant(types, callers)))}]");
            }

            for (int i = 0; i < count; i++)
            {
                Note(name, rules, i);
            }
        }

        ImmutableArray<NaiveCaller> all = [.. callers];
        access.AddAims(Calls.Select(call => new RandomAim(service, call.Path, call.Method, all)));
        return
        [
            $"""
            apiVersion: authz/v1
            kind: Room
            metadata: {"{"}name: {name}{"}"}
            spec: {"{"}{string.Join(", ", keys)}{"}"}
            """,
        ];
    }

    private string Participant(IReadOnlyList<string> types, List<NaiveCaller> callers)
    {
        string part = random.Chance(50) ? "" : $", eventTypes: [{string.Join(", ", random.Some(types, 2))}]";
        return $"{{subjects: [{access.Subjects(callers)}]{part}}}";
    }

    private void Note(string room, string[] rules, int index)
    {
        string number = index == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{index + 1}");
        foreach (string rule in rules)
        {
            access.Note($"room:{room}/{rule}{number}", ["effect: allow", $"room: {rule}"]);
        }
    }
}
