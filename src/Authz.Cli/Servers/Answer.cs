using System.Text.Json;

namespace Authz.Cli.Servers;

/// <summary>An object of an answer; what is not as expected is a message, and not a fault of this program.</summary>
internal readonly record struct Answer(JsonElement Element)
{
    /// <exception cref="ServerException">It is no JSON object.</exception>
    public static Answer Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? new Answer(document.RootElement.Clone()) : throw Unexpected("it is no object");
        }
        catch (JsonException failure)
        {
            throw Unexpected("it is no JSON", failure);
        }
    }

    public string Text(string name) => TextOrNull(name) ?? throw Missing(name);

    public string? TextOrNull(string name) => Find(name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

    public long Number(string name) => NumberOrNull(name) ?? throw Missing(name);

    public long? NumberOrNull(string name) => Find(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt64(out long number) ? number : null;

    public double Seconds(string name) => Find(name) is { ValueKind: JsonValueKind.Number } member ? member.GetDouble() : throw Missing(name);

    public bool Flag(string name) => Find(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } member ? member.GetBoolean() : throw Missing(name);

    public DateTimeOffset Time(string name) =>
        Find(name) is { ValueKind: JsonValueKind.String } member && member.TryGetDateTimeOffset(out DateTimeOffset time) ? time : throw Missing(name);

    public Answer? ObjectOrNull(string name) => Find(name) is { ValueKind: JsonValueKind.Object } member ? new Answer(member) : null;

    public IEnumerable<Answer> Objects(string name) => Items(name).Select(static item =>
        item.ValueKind == JsonValueKind.Object ? new Answer(item) : throw Unexpected("a list holds something else than objects"));

    public IEnumerable<string> Texts(string name) => Items(name).Select(static item =>
        item.ValueKind == JsonValueKind.String ? item.GetString() ?? "" : throw Unexpected("a list holds something else than texts"));

    private JsonElement.ArrayEnumerator Items(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Array } member ? member.EnumerateArray() : throw Missing(name);

    private JsonElement? Find(string name) => Element.TryGetProperty(name, out JsonElement member) ? member : null;

    private static ServerException Missing(string name) => Unexpected($"it has no `{name}`, or one of another kind");

    private static ServerException Unexpected(string what, Exception? inner = null)
    {
        string message = $"the answer is not one of an admin API that this command knows: {what}; are the service and this command of the same version?";
        return inner is null ? new ServerException(message) : new ServerException(message, inner);
    }
}
