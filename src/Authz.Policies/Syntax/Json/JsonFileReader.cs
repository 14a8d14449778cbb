using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Json;

/// <summary>
/// A JSON file to the same tree as YAML, every value with its place. The parser of YAML would read most of it, but not
/// each escape, nor a tab before a key.
/// </summary>
internal ref struct JsonFileReader
{
    private readonly SourceText source;
    private readonly ReadOnlySpan<byte> bytes;
    private readonly int nestingMax;
    private readonly DiagnosticBag diagnostics;
    private readonly List<YamlNode> items = [];
    private Utf8JsonReader reader;

    // How many characters the bytes before a place are: places are asked for from the first to the last.
    private int knownByte;
    private int knownCharacter;

    private JsonFileReader(SourceText source, ReadOnlySpan<byte> bytes, int nestingMax, DiagnosticBag diagnostics)
    {
        this.source = source;
        this.bytes = bytes;
        this.nestingMax = nestingMax;
        this.diagnostics = diagnostics;
        reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = nestingMax + 1 });
    }

    /// <summary>Null: the file is not JSON, and that is reported.</summary>
    /// <param name="bytes">UTF-8, without a byte order mark: what the source's text was decoded from.</param>
    public static YamlNode? Read(SourceText source, ReadOnlySpan<byte> bytes, int nestingMax, DiagnosticBag diagnostics)
    {
        var file = new JsonFileReader(source, bytes, nestingMax, diagnostics);
        try
        {
            file.reader.Read();
            YamlNode? root = file.ReadValue(0);

            // What follows the value throws.
            return root is not null && !file.reader.Read() ? root : null;
        }
        catch (JsonException exception)
        {
            diagnostics.ReportJsonSyntax(file.SpanAt(file.OffsetOf(exception), 0), JsonProblem.Phrase(exception.Message));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: JSON may say it, but it is no text.
            diagnostics.ReportJsonSyntax(file.SpanOfToken(), "this text has an escape that is no character");
        }

        return null;
    }

    private YamlNode? ReadValue(int depth)
    {
        if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && depth == nestingMax)
        {
            diagnostics.ReportNestedTooDeeply(SpanOfToken(), nestingMax);
            return null;
        }

        return reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(depth + 1),
            JsonTokenType.StartArray => ReadArray(depth + 1),
            JsonTokenType.String => new YamlScalar(SpanOfToken(), reader.GetString() ?? "", YamlScalarType.Text),
            JsonTokenType.Number => new YamlScalar(SpanOfToken(), RawText(), YamlScalarType.Number),
            JsonTokenType.True or JsonTokenType.False => new YamlScalar(SpanOfToken(), RawText(), YamlScalarType.Boolean),
            _ => new YamlScalar(SpanOfToken(), RawText(), YamlScalarType.Null),
        };
    }

    private YamlMapping? ReadObject(int depth)
    {
        SourceSpan start = SpanOfToken();
        int first = items.Count;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            items.Add(new YamlScalar(SpanOfToken(), reader.GetString() ?? "", YamlScalarType.Text));
            reader.Read();
            if (ReadValue(depth) is not { } value)
            {
                return null;
            }

            items.Add(value);
        }

        YamlMapping mapping = YamlMapping.Create(start, CollectionsMarshal.AsSpan(items)[first..], diagnostics);
        items.RemoveRange(first, items.Count - first);
        return mapping;
    }

    private YamlSequence? ReadArray(int depth)
    {
        SourceSpan start = SpanOfToken();
        int first = items.Count;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (ReadValue(depth) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }

        ImmutableArray<YamlNode> read = [.. CollectionsMarshal.AsSpan(items)[first..]];
        items.RemoveRange(first, items.Count - first);
        return YamlSequence.Create(start, read);
    }

    private readonly string RawText() => Encoding.UTF8.GetString(reader.ValueSpan);

    private SourceSpan SpanOfToken()
    {
        int start = CharactersBefore((int)reader.TokenStartIndex);
        int end = CharactersBefore((int)reader.BytesConsumed);

        // A key is told together with the colon behind it, and blanks may stand between.
        int length = reader.TokenType == JsonTokenType.PropertyName
            ? source.Text.AsSpan(start, end - start).TrimEnd(": \t\r\n").Length
            : end - start;
        return SpanAt(start, length);
    }

    private readonly SourceSpan SpanAt(int start, int length) => new(source, new TextSpan(start, length));

    private int CharactersBefore(int index)
    {
        if (index < knownByte)
        {
            return Encoding.UTF8.GetCharCount(bytes[..index]);
        }

        knownCharacter += Encoding.UTF8.GetCharCount(bytes[knownByte..index]);
        knownByte = index;
        return knownCharacter;
    }

    private readonly int OffsetOf(JsonException exception)
    {
        int index = 0;
        for (long line = exception.LineNumber ?? 0; line > 0; line--)
        {
            index += bytes[index..].IndexOf((byte)'\n') + 1;
        }

        index = (int)Math.Min(index + (exception.BytePositionInLine ?? 0), bytes.Length);
        return Encoding.UTF8.GetCharCount(bytes[..index]);
    }
}
