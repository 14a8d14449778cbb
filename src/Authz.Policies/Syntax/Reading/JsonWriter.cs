using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

/// <summary>Writes a value of a document as the JSON that it is. What JSON does not have is reported.</summary>
internal static class JsonWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        // For a test's request, not for a web page: letters stay letters.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <returns>Null: the value was reported, here or when it was read.</returns>
    public static Located<string>? Write(YamlNode node, DiagnosticBag diagnostics)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            if (!TryWrite(node, json, diagnostics))
            {
                return null;
            }
        }

        return new Located<string>(Encoding.UTF8.GetString(buffer.ToArray()), node.Span);
    }

    // INVARIANT: the depth is bounded, for YAML was read to PolicyLimits.NestingMax and no further.
    private static bool TryWrite(YamlNode node, Utf8JsonWriter json, DiagnosticBag diagnostics)
    {
        switch (node)
        {
            case YamlMapping mapping:
                json.WriteStartObject();
                foreach (YamlEntry entry in mapping.Entries)
                {
                    json.WritePropertyName(entry.Key.Text);
                    if (!TryWrite(entry.Value, json, diagnostics))
                    {
                        return false;
                    }
                }

                json.WriteEndObject();
                return true;
            case YamlSequence sequence:
                json.WriteStartArray();
                foreach (YamlNode item in sequence.Items)
                {
                    if (!TryWrite(item, json, diagnostics))
                    {
                        return false;
                    }
                }

                json.WriteEndArray();
                return true;
            case YamlScalar scalar:
                return TryWrite(scalar, json, diagnostics);
            default:
                return false;
        }
    }

    private static bool TryWrite(YamlScalar scalar, Utf8JsonWriter json, DiagnosticBag diagnostics)
    {
        switch (scalar.Type)
        {
            case YamlScalarType.Text:
                json.WriteStringValue(scalar.Text);
                return true;
            case YamlScalarType.Null:
                json.WriteNullValue();
                return true;
            case YamlScalarType.Boolean:
                json.WriteBooleanValue(scalar.Text[0] is 't' or 'T');
                return true;
            default:
                if (!IsJsonNumber(scalar.Text))
                {
                    diagnostics.ReportNoJsonNumber(scalar.Located);
                    return false;
                }

                json.WriteRawValue(scalar.Text);
                return true;
        }
    }

    // `.5`, `+1`, `0x1f` and `.inf` are numbers in YAML only.
    private static bool IsJsonNumber(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Number
                && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                && double.IsFinite(number);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
