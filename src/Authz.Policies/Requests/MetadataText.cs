using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Authz.Policies.Requests;

/// <summary>Turns metadata that a person wrote as JSON into the bytes in which Envoy sends it.</summary>
public static class MetadataText
{
    private const int FilterMetadata = 1;
    private const int EntryKey = 1;
    private const int EntryValue = 2;
    private const int StructFields = 1;
    private const int ListValues = 1;

    /// <summary>A filter's metadata is one JSON object.</summary>
    public static bool IsObject(string json)
    {
        try
        {
            WriteObject(json);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <param name="filters">Filter names, each with one JSON object.</param>
    internal static byte[] ToBytes(ImmutableArray<KeyValuePair<string, string>> filters)
    {
        var metadata = new List<byte>();
        foreach ((string filter, string json) in filters)
        {
            AddEntry(metadata, FilterMetadata, filter, WriteObject(json));
        }

        return [.. metadata];
    }

    private static List<byte> WriteObject(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return WriteObject(document.RootElement);
    }

    private static List<byte> WriteObject(JsonElement element)
    {
        var fields = new List<byte>();
        foreach (JsonProperty property in element.EnumerateObject())
        {
            AddEntry(fields, StructFields, property.Name, WriteValue(property.Value));
        }

        return fields;
    }

    /// <summary>A `google.protobuf.Value`: one member of its oneof.</summary>
    private static List<byte> WriteValue(JsonElement element)
    {
        var value = new List<byte>();
        switch (element.ValueKind)
        {
            case JsonValueKind.Number:
                value.Add((2 << 3) | (byte)WireType.Fixed64);
                value.AddRange(BitConverter.GetBytes(element.GetDouble()));
                break;
            case JsonValueKind.String:
                AddText(value, 3, element.GetString() ?? "");
                break;
            case JsonValueKind.True or JsonValueKind.False:
                value.AddRange([4 << 3, element.GetBoolean() ? (byte)1 : (byte)0]);
                break;
            case JsonValueKind.Object:
                AddBytes(value, 5, WriteObject(element));
                break;
            case JsonValueKind.Array:
                var values = new List<byte>();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    AddBytes(values, ListValues, WriteValue(item));
                }

                AddBytes(value, 6, values);
                break;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                value.AddRange([1 << 3, 0]);
                break;
        }

        return value;
    }

    private static void AddEntry(List<byte> target, int field, string key, List<byte> value)
    {
        var entry = new List<byte>();
        AddText(entry, EntryKey, key);
        AddBytes(entry, EntryValue, value);
        AddBytes(target, field, entry);
    }

    private static void AddText(List<byte> target, int field, string text) =>
        AddBytes(target, field, [.. Encoding.UTF8.GetBytes(text)]);

    private static void AddBytes(List<byte> target, int field, List<byte> bytes)
    {
        target.Add((byte)((field << 3) | (int)WireType.LengthDelimited));
        for (uint length = (uint)bytes.Count; ; length >>= 7)
        {
            if (length < 0x80)
            {
                target.Add((byte)length);
                break;
            }

            target.Add((byte)(length | 0x80));
        }

        target.AddRange(bytes);
    }
}
