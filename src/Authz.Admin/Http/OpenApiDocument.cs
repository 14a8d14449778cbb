using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Authz.Admin.Calls;
using Authz.Admin.Callers;

namespace Authz.Admin.Http;

/// <summary>The table of calls as an OpenAPI 3.1 document.</summary>
internal static partial class OpenApiDocument
{
    public const string Path = "/openapi/v1.json";

    public static AdminCall CallOf(ImmutableArray<AdminCall> calls)
    {
        var own = new AdminCall("GET", Path, "This document", CallTable.Readers, static (_, _) => throw new System.Diagnostics.UnreachableException());
        byte[] document = AdminJson.Write(Of([.. calls, own]));
        return own with { Handle = (_, _) => Task.FromResult(new AdminAnswer(200, AdminAnswer.Json, document)) };
    }

    private static JsonObject Of(ImmutableArray<AdminCall> calls)
    {
        var paths = new JsonObject();
        foreach (IGrouping<string, AdminCall> path in calls.GroupBy(static call => PlainPattern(call.Pattern)))
        {
            paths[path.Key] = new JsonObject(path.Select(static call => KeyValuePair.Create(call.Method.ToLowerInvariant(), (JsonNode?)Of(call))));
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "AuthzService admin API", ["version"] = "1" },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
                    ["certificate"] = new JsonObject { ["type"] = "mutualTLS" },
                },
                ["schemas"] = new JsonObject { ["problem"] = Problem() },
            },
        };
    }

    private static JsonObject Of(AdminCall call)
    {
        var responses = new JsonObject();
        foreach ((int status, string contentType, string meaning) in call.Answers)
        {
            responses[status.ToString(CultureInfo.InvariantCulture)] = new JsonObject
            {
                ["description"] = meaning,
                ["content"] = new JsonObject { [contentType] = new JsonObject() },
            };
        }

        responses["default"] = new JsonObject
        {
            ["description"] = "A refusal",
            ["content"] = new JsonObject
            {
                [ProblemAnswer.ContentType] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/problem" } },
            },
        };
        var operation = new JsonObject
        {
            ["summary"] = call.Summary,
            ["x-roles"] = new JsonArray([.. RoleWords.Of(call.Roles).Select(static word => JsonValue.Create(word))]),
            ["security"] = call.IsProbe ? new JsonArray() : new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }, new JsonObject { ["certificate"] = new JsonArray() }),
            ["parameters"] = ParametersOf(call),
            ["responses"] = responses,
        };
        if (!call.MediaTypes.IsEmpty)
        {
            operation["requestBody"] = BodyOf(call);
        }

        return operation;
    }

    private static JsonArray ParametersOf(AdminCall call)
    {
        var parameters = new JsonArray();
        foreach (Match name in RouteNames().Matches(call.Pattern))
        {
            parameters.Add(Parameter(name.Groups[1].Value, "path", true, new JsonObject { ["type"] = "string" }, ""));
        }

        foreach (CallMember member in call.Query)
        {
            parameters.Add(Parameter(member.Name, "query", member.IsRequired, SchemaOf(member.Kind), member.Meaning));
        }

        if (call.ChangesState)
        {
            parameters.Add(Parameter(
                "Idempotency-Key",
                "header",
                false,
                new JsonObject { ["type"] = "string", ["maxLength"] = IdempotencyMemory.KeyLengthMax },
                $"A call that is sent again with the same key is not done again: it is answered as before, for {IdempotencyMemory.RememberedFor.TotalHours} hours, "
                + "until the service restarts. With another request the key is refused"));
        }

        return parameters;
    }

    private static JsonObject Parameter(string name, string place, bool isRequired, JsonObject schema, string meaning) => new()
    {
        ["name"] = name,
        ["in"] = place,
        ["required"] = isRequired,
        ["schema"] = schema,
        ["description"] = meaning,
    };

    private static JsonObject BodyOf(AdminCall call)
    {
        var members = new JsonObject();
        foreach (CallMember member in call.Body)
        {
            JsonObject schema = SchemaOf(member.Kind);
            schema["description"] = member.Meaning;
            members[member.Name] = schema;
        }

        var schemaOfBody = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = members,
            ["required"] = new JsonArray([.. call.Body.Where(static member => member.IsRequired).Select(static member => JsonValue.Create(member.Name))]),
            ["additionalProperties"] = false,
        };
        var content = new JsonObject();
        foreach (string mediaType in call.MediaTypes)
        {
            content[mediaType] = mediaType == AdminAnswer.Json && !call.Body.IsEmpty
                ? new JsonObject { ["schema"] = schemaOfBody.DeepClone() }
                : [];
        }

        return new JsonObject
        {
            ["required"] = true,
            ["description"] = string.Create(CultureInfo.InvariantCulture, $"At most {call.BodyBytesMax} bytes"),
            ["content"] = content,
        };
    }

    private static JsonObject SchemaOf(MemberKind kind) => kind switch
    {
        MemberKind.Text => new JsonObject { ["type"] = "string" },
        MemberKind.Number => new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
        MemberKind.Texts => new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string" } },
        MemberKind.Flag => new JsonObject { ["type"] = "boolean" },
    };

    private static JsonObject Problem() => new()
    {
        ["type"] = "object",
        ["description"] = "RFC 9457; `type` tells kinds of refusals apart",
        ["properties"] = new JsonObject(((string[])["type", "title", "detail", "instance"])
            .Select(static name => KeyValuePair.Create(name, (JsonNode?)new JsonObject { ["type"] = "string" }))
            .Append(KeyValuePair.Create("status", (JsonNode?)new JsonObject { ["type"] = "integer" }))),
    };

    private static string PlainPattern(string pattern) => pattern.Replace("{**", "{", StringComparison.Ordinal);

    [GeneratedRegex(@"\{\**(\w+)\}")]
    private static partial Regex RouteNames();
}
