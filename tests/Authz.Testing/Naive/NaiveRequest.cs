using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Authz.Testing.Naive;

/// <summary>What one check asks. Texts from the wire have one character for each byte (Latin-1).</summary>
public sealed record NaiveRequest
{
    public required NaiveCaller Caller { get; init; }

    /// <summary>Null: none comes, or none that counts.</summary>
    public NaiveToken? Token { get; init; }

    /// <summary>Envoy asks about a connection: it has no host, method, target and route.</summary>
    public bool IsConnection { get; init; }

    public required string Host { get; init; }

    public required string Method { get; init; }

    /// <summary>The whole request target, with its query.</summary>
    public required string Target { get; init; }

    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>One line for each name, as an Envoy without `encode_raw_headers` sends them.</summary>
    public bool HeadersAreMerged { get; init; }

    /// <summary>Beside `authz.service`.</summary>
    public ImmutableArray<KeyValuePair<string, string>> ContextExtensions { get; init; } = [];

    /// <summary>Null: a pipe, or none.</summary>
    public string? SourceAddress { get; init; }

    public string Sni { get; init; } = "";

    /// <summary>By filter, as JSON: characters here, and not bytes.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Metadata { get; init; } = [];

    public string Body { get; init; } = "";

    /// <summary>In `body` and not in `raw_body`.</summary>
    public bool BodyIsText { get; init; }

    /// <summary>The route's `authz.service`; null when the route is not bound.</summary>
    public required string? RouteBinding { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>In the form of a case file, so that a failure found at random can be kept as a case.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("{");
        text.Append(CultureInfo.InvariantCulture, $"from: {Quote(Caller.ToString())}, method: {Quote(Method)}, ");
        text.Append(CultureInfo.InvariantCulture, $"target: {Quote(Target)}, host: {Quote(Host)}, ");
        text.Append(CultureInfo.InvariantCulture, $"route: {(RouteBinding is null ? "null" : Quote(RouteBinding))}, ");
        text.Append(CultureInfo.InvariantCulture, $"time: {Quote(Time.ToString("O", CultureInfo.InvariantCulture))}");
        AppendFlag(text, "connection", IsConnection);
        AppendPairs(text, "headers", Headers, line => Quote($"{line.Key}: {line.Value}"));
        AppendFlag(text, "mergedHeaders", HeadersAreMerged);
        AppendPairs(text, "extensions", ContextExtensions, line => Quote($"{line.Key}={line.Value}"));
        AppendText(text, "address", SourceAddress ?? "");
        AppendText(text, "sni", Sni);
        AppendPairs(text, "metadata", Metadata, line => Quote($"{line.Key}={line.Value}", char.MaxValue));
        AppendText(text, "body", Body);
        AppendFlag(text, "bodyIsText", BodyIsText);
        AppendText(text, "token", Token is null ? "" : $"{Token.Issuer}={Token.Claims}");
        return text.Append('}').ToString();
    }

    private static void AppendText(StringBuilder text, string key, string value) =>
        text.Append(value.Length == 0 ? "" : $", {key}: {Quote(value)}");

    private static void AppendFlag(StringBuilder text, string key, bool value) =>
        text.Append(value ? $", {key}: yes" : "");

    private static void AppendPairs(
        StringBuilder text,
        string key,
        ImmutableArray<KeyValuePair<string, string>> pairs,
        Func<KeyValuePair<string, string>, string> line) =>
        text.Append(pairs.IsEmpty ? "" : $", {key}: [{string.Join(", ", pairs.Select(line))}]");

    private static string Quote(string value, char plainMax = '~')
    {
        var quoted = new StringBuilder("\"");
        foreach (char character in value)
        {
            _ = character is '"' or '\\' ? quoted.Append('\\').Append(character)
                : character < ' ' || character > plainMax
                    ? quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:X2}")
                    : quoted.Append(character);
        }

        return quoted.Append('"').ToString();
    }
}
