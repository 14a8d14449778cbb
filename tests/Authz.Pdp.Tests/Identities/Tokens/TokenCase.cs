using System.Text.Json;
using Authz.Testing;

namespace Authz.Pdp.Tests.Identities.Tokens;

/// <summary>A request of `tests/cases/tokens`; its README says what each member means.</summary>
internal sealed record TokenCase
{
    private static readonly (string Name, string Json)[] GoodPayload =
        [("iss", "\"https://idp.test\""), ("aud", "\"registry\""), ("exp", "1800000300"), ("sub", "\"portal\"")];

    public required string Name { get; init; }

    public string Sign { get; init; } = "rsa RS256";

    public JsonElement? Header { get; init; }

    public JsonElement? Payload { get; init; }

    public Dictionary<string, JsonElement> Claims { get; init; } = [];

    public string? Without { get; init; }

    public string Token { get; init; } = "{token}";

    public string[] Authorization { get; init; } = ["Bearer {token}"];

    public string Target { get; init; } = "/records";

    public required string Gives { get; init; }

    public string? Refused { get; init; }

    public static IEnumerable<string> Files => ["algorithms", "keys", "claims", "identities", "headers", "forms"];

    public static IReadOnlyList<TokenCase> Read(string file) =>
        JsonSerializer.Deserialize<TokenCase[]>(File.ReadAllText(TestCases.Path("tokens", $"{file}.json")), Options) ?? [];

    public IEnumerable<string> Lines()
    {
        string token = Written();
        return Authorization.Select(line => line.Replace("{token}", token, StringComparison.Ordinal));
    }

    private static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    private string Written()
    {
        string[] how = Sign.Split(' ');
        string header = Header is { } given
            ? TextOf(given).Replace("{other-rsa}", TestKeys.Jwk("other-rsa"), StringComparison.Ordinal)
            : $"{{\"alg\":\"{how[^1]}\",\"kid\":\"{how[0]}\"}}";
        string signed = TestKeys.Sign(header, Payload is { } payload ? TextOf(payload) : PayloadText(), Sign);
        string[] parts = signed.Split('.');
        return Token
            .Replace("{token}", signed, StringComparison.Ordinal)
            .Replace("{header}", parts[0], StringComparison.Ordinal)
            .Replace("{payload}", parts[1], StringComparison.Ordinal)
            .Replace("{signature}", parts[2], StringComparison.Ordinal);
    }

    /// <summary>Numbers stay as they are written.</summary>
    private string PayloadText()
    {
        IEnumerable<(string, string)> members = GoodPayload
            .Where(member => member.Name != Without && !Claims.ContainsKey(member.Name))
            .Concat(Claims.Select(claim => (claim.Key, claim.Value.GetRawText())));
        return $"{{{string.Join(',', members.Select(member => $"\"{member.Item1}\":{member.Item2}"))}}}";
    }

    private static string TextOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.String ? json.GetString() ?? "" : json.GetRawText();
}
