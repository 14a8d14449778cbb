using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Authz.Admin.Administration;
using Authz.Admin.Callers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Authz.Admin.Http;

/// <summary>A call's parameters, read by what its <see cref="AdminCall"/> declares; anything else is refused.</summary>
public sealed class AdminRequest
{
    private readonly HttpRequest request;
    private readonly Dictionary<string, string> query;
    private readonly Dictionary<string, JsonElement> members;

    internal AdminRequest(HttpRequest request, AdminCall call, AdminCaller caller, string mediaType, byte[] body, string requestId)
    {
        this.request = request;
        Caller = caller;
        MediaType = mediaType;
        Body = body;
        RequestId = requestId;
        query = ReadQuery(request, call.Query);
        members = mediaType == AdminAnswer.Json && !call.Body.IsEmpty ? ReadMembers(body, call.Body) : [];
    }

    public AdminCaller Caller { get; }

    public string By => Caller.Name;

    /// <summary>In lower case, without parameters; empty: there is no body.</summary>
    public string MediaType { get; }

    public ReadOnlyMemory<byte> Body { get; }

    public string RequestId { get; }

    public IHeaderDictionary Headers => request.Headers;

    public string Route(string name) => request.HttpContext.GetRouteValue(name) as string ?? "";

    public long RouteNumber(string name) =>
        long.TryParse(Route(name), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new AdministrationException(Refusal.NotFound, $"the {name} in the path is no number");

    /// <summary>From the body, else from the query. Null: it is not there.</summary>
    public string? Text(string name) => members.TryGetValue(name, out JsonElement member) ? member.GetString() : query.GetValueOrDefault(name);

    public long? Number(string name) =>
        members.TryGetValue(name, out JsonElement member) ? member.GetInt64()
        : query.TryGetValue(name, out string? text) ? ParseNumber(name, text)
        : null;

    public bool Flag(string name) => members.TryGetValue(name, out JsonElement member) && member.GetBoolean();

    public IEnumerable<KeyValuePair<string, string>> Texts(string name) => members.TryGetValue(name, out JsonElement member)
        ? member.EnumerateObject().Select(static entry => KeyValuePair.Create(entry.Name, entry.Value.GetString() ?? ""))
        : [];

    private static Dictionary<string, string> ReadQuery(HttpRequest request, ImmutableArray<CallMember> declared)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in request.Query)
        {
            CallMember member = declared.FirstOrDefault(known => known.Name == name)
                ?? throw Malformed($"the query has a parameter that this call does not know; it knows {NamesOf(declared)}");
            string text = values.Count == 1 ? values[0] ?? "" : throw Malformed($"the query has `{member.Name}` more than once");
            if (member.Kind == MemberKind.Number)
            {
                ParseNumber(name, text);
            }

            found[name] = text;
        }

        foreach (CallMember member in declared)
        {
            if (member.IsRequired && !found.ContainsKey(member.Name))
            {
                throw Malformed($"the query has no `{member.Name}`: {member.Meaning}");
            }
        }

        return found;
    }

    private static Dictionary<string, JsonElement> ReadMembers(byte[] body, ImmutableArray<CallMember> declared)
    {
        JsonElement root = ReadJson(body);
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Malformed("the body is no JSON object");
        }

        var found = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty property in root.EnumerateObject())
        {
            CallMember member = declared.FirstOrDefault(known => known.Name == property.Name)
                ?? throw Malformed($"the body has a member that this call does not know; it knows {NamesOf(declared)}");
            if (property.Value.ValueKind == JsonValueKind.Null && !member.IsRequired)
            {
                continue;
            }

            found[member.Name] = Fits(member.Kind, property.Value)
                ? property.Value
                : throw Malformed($"`{member.Name}` is not {WordOf(member.Kind)}");
        }

        foreach (CallMember member in declared)
        {
            if (member.IsRequired && !found.ContainsKey(member.Name))
            {
                throw Malformed($"the body has no `{member.Name}`: {member.Meaning}");
            }
        }

        return found;
    }

    /// <summary>All its names and texts can be read.</summary>
    /// <exception cref="AdministrationException">It is no JSON, has a name twice, or half a character.</exception>
    internal static JsonElement ReadJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, AdminJson.Strict);
            RequireTexts(document.RootElement);
            return document.RootElement.Clone();
        }
        catch (JsonException failure)
        {
            throw Malformed($"the body is not well-formed JSON, or has a name twice (line {failure.LineNumber + 1})");
        }
        catch (InvalidOperationException)
        {
            throw Malformed("the body has an escape for half of a character in a name or a text");
        }
    }

    /// <exception cref="InvalidOperationException">A lone surrogate, which the parser lets pass.</exception>
    private static void RequireTexts(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            _ = element.GetString();
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                RequireTexts(item);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in element.EnumerateObject())
            {
                _ = property.Name;
                RequireTexts(property.Value);
            }
        }
    }

    private static bool Fits(MemberKind kind, JsonElement value) => kind switch
    {
        MemberKind.Text => value.ValueKind == JsonValueKind.String,
        MemberKind.Number => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= 0,
        MemberKind.Texts => value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(static entry => entry.Value.ValueKind == JsonValueKind.String),
        MemberKind.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
    };

    private static long ParseNumber(string name, string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Malformed($"`{name}` is not {WordOf(MemberKind.Number)}");

    private static string WordOf(MemberKind kind) => kind switch
    {
        MemberKind.Text => "a text",
        MemberKind.Number => "a whole number from 0 to 9223372036854775807",
        MemberKind.Texts => "an object of names and texts",
        MemberKind.Flag => "true or false",
    };

    private static string NamesOf(ImmutableArray<CallMember> declared) =>
        declared.IsEmpty ? "none" : string.Join(", ", declared.Select(static member => $"`{member.Name}`"));

    private static AdministrationException Malformed(string message) => new(Refusal.Malformed, message);
}
