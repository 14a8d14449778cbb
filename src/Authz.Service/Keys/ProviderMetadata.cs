using System.Text.Json;

namespace Authz.Service.Keys;

/// <summary>
/// What an OpenID provider says of itself (OpenID Connect Discovery 1.0, section 3). It must say that it is the issuer
/// that is declared: else whoever answers at that address could bring keys for another one (section 4.3).
/// </summary>
internal sealed record ProviderMetadata(Uri? KeyAddress, string? Fault)
{
    public const string Path = "/.well-known/openid-configuration";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    public static ProviderMetadata Read(ReadOnlyMemory<byte> json, string issuer)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            string? named = TextOf(document.RootElement, "issuer");
            if (named != issuer)
            {
                return Refused(named is null ? "the metadata name no issuer" : $"the metadata are of the issuer `{Shorten(named)}`");
            }

            string? address = TextOf(document.RootElement, "jwks_uri");
            if (address is null)
            {
                return Refused("the metadata name no `jwks_uri`");
            }

            return Policies.Syntax.Values.KeyAddress.FaultOf(address) is { } fault
                ? Refused($"the `jwks_uri` of the metadata, `{Shorten(address)}`, {fault}")
                : new ProviderMetadata(new Uri(address), null);
        }
        catch (JsonException)
        {
            return Refused("the metadata are not one JSON object with each name once");
        }
    }

    private static ProviderMetadata Refused(string fault) => new(null, fault);

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out JsonElement value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    // It goes into the log, and somebody else wrote it.
    private static string Shorten(string text) =>
        new([.. text.Take(100).Select(static c => c is >= ' ' and <= '~' ? c : '?')]);
}
