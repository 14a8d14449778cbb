using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Authz.Policies.Decisions.Answers;

namespace Authz.Cli.Output;

/// <summary>What a rule that allows changes of the request and its response, in a line and as JSON.</summary>
internal static class AllowAnswerText
{
    public static string Of(AllowAnswer answer) => string.Join("; ", new[]
    {
        Part("sets header", answer.SetHeaders),
        Part("adds header", answer.AppendHeaders),
        Part("removes header", answer.RemoveHeaders),
        Part("sets query", answer.SetQuery),
        Part("removes query", answer.RemoveQuery),
        Part("sets response header", answer.SetResponseHeaders),
        Part("adds response header", answer.AppendResponseHeaders),
        Part("gives metadata", answer.Metadata),
    }.OfType<string>());

    public static JsonObject ToJson(AllowAnswer answer) => new()
    {
        ["setHeaders"] = ToJson(answer.SetHeaders),
        ["appendHeaders"] = ToJson(answer.AppendHeaders),
        ["removeHeaders"] = ToJson(answer.RemoveHeaders),
        ["setQuery"] = ToJson(answer.SetQuery),
        ["removeQuery"] = ToJson(answer.RemoveQuery),
        ["setResponseHeaders"] = ToJson(answer.SetResponseHeaders),
        ["appendResponseHeaders"] = ToJson(answer.AppendResponseHeaders),
        ["metadata"] = ToJson(answer.Metadata),
    };

    private static string? Part(string what, ImmutableArray<KeyValuePair<string, string>> pairs) =>
        Part(what, [.. pairs.Select(pair => $"{pair.Key}={pair.Value}")]);

    private static string? Part(string what, ImmutableArray<string> items) =>
        items.IsEmpty ? null : $"{what} {string.Join(", ", items.Select(item => $"`{item}`"))}";

    /// <summary>A list, not an object: a name may be added more than once.</summary>
    private static JsonArray ToJson(ImmutableArray<KeyValuePair<string, string>> pairs) =>
        [.. pairs.Select(pair => new JsonObject { ["name"] = pair.Key, ["value"] = pair.Value })];

    private static JsonArray ToJson(ImmutableArray<string> names) => [.. names.Select(name => JsonValue.Create(name))];
}
