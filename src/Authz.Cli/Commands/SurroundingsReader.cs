using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Authz.Policies.Requests;

namespace Authz.Cli.Commands;

/// <summary>Reads what `authz explain` is told of a request beside its head: the route, other filters, the body.</summary>
internal static class SurroundingsReader
{
    private const char FileMark = '@';

    private static readonly string[] parts = ["body", "sni", "metadata"];

    /// <param name="notSent">Names with commas between them, or null.</param>
    public static ImmutableArray<KeyValuePair<string, string>> ReadExtensions(string[] pairs, string? notSent)
    {
        ImmutableArray<KeyValuePair<string, string>> extensions = ReadPairs("--context-extension", pairs);
        string[] missing = [.. (notSent ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        if (missing.FirstOrDefault(part => !parts.Contains(part)) is { } unknown)
        {
            throw new InputException($"--not-sent `{unknown}` is none of {string.Join(", ", parts)}");
        }

        // Whoever says the extension itself has said all.
        return extensions.Any(extension => extension.Key == ListenerSends.ExtensionName)
            ? extensions
            : extensions.Add(KeyValuePair.Create(ListenerSends.ExtensionName, string.Join(',', parts.Except(missing))));
    }

    public static ImmutableArray<KeyValuePair<string, string>> ReadMetadata(string[] pairs)
    {
        ImmutableArray<KeyValuePair<string, string>> filters = ReadPairs("--metadata", pairs);
        foreach ((string filter, string json) in filters)
        {
            if (!MetadataText.IsObject(json))
            {
                throw new InputException($"--metadata of `{filter}` is no JSON object");
            }
        }

        return filters;
    }

    /// <summary>One object, as every verified token has: with each of its names once.</summary>
    public static byte[] ReadClaims(string? json)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? "{}", new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Encoding.UTF8.GetBytes(document.RootElement.GetRawText())
                : throw new InputException($"--claims `{json}` is no JSON object");
        }
        catch (JsonException exception)
        {
            throw new InputException($"--claims `{json}` is no JSON object: {exception.Message}");
        }
    }

    public static ImmutableArray<byte> ReadBody(string? body)
    {
        if (body is null || !body.StartsWith(FileMark))
        {
            return ImmutableCollectionsMarshal.AsImmutableArray(Encoding.UTF8.GetBytes(body ?? ""));
        }

        try
        {
            return ImmutableCollectionsMarshal.AsImmutableArray(File.ReadAllBytes(body[1..]));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"--body {body}: {exception.Message}");
        }
    }

    private static ImmutableArray<KeyValuePair<string, string>> ReadPairs(string option, string[] pairs)
    {
        var read = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (string pair in pairs)
        {
            int equals = pair.IndexOf('=');
            if (equals <= 0)
            {
                throw new InputException($"{option} `{pair}` is no `name=value`");
            }

            if (read.Any(other => other.Key == pair[..equals]))
            {
                throw new InputException($"{option} says `{pair[..equals]}` twice");
            }

            read.Add(KeyValuePair.Create(pair[..equals], pair[(equals + 1)..]));
        }

        return read.ToImmutable();
    }
}
