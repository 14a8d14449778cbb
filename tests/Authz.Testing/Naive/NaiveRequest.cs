using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Authz.Testing.Naive;

/// <summary>What one check asks. Texts from the wire have one character for each byte (Latin-1).</summary>
public sealed record NaiveRequest
{
    public required NaiveCaller Caller { get; init; }

    public required string Host { get; init; }

    public required string Method { get; init; }

    /// <summary>The whole request target, with its query.</summary>
    public required string Target { get; init; }

    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

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
        if (!Headers.IsEmpty)
        {
            IEnumerable<string> lines = Headers.Select(header => Quote($"{header.Key}: {header.Value}"));
            text.Append(CultureInfo.InvariantCulture, $", headers: [{string.Join(", ", lines)}]");
        }

        return text.Append('}').ToString();
    }

    private static string Quote(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (char character in value)
        {
            _ = character switch
            {
                '"' or '\\' => quoted.Append('\\').Append(character),
                < ' ' or > '~' => quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:X2}"),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }
}
