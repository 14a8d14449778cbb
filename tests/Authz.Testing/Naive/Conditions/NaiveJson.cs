using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Authz.Testing.Naive.Conditions;

/// <summary>A value of a JSON document by its pointer.</summary>
internal static class NaiveJson
{
    private const int DepthMax = 64;
    private const double IntegerMax = 999_999_999_999_999;

    /// <param name="wire">One character for each byte.</param>
    public static NaiveAttribute ReadBody(string wire, string pointer) =>
        ReadText(wire, pointer, element => Target(element, PlainInteger));

    /// <param name="wire">One character for each byte.</param>
    /// <param name="path">A claim's name, or a pointer.</param>
    /// <param name="byWords">The text of `scope` is a list.</param>
    public static NaiveAttribute ReadClaims(string wire, string path, bool byWords)
    {
        string pointer = path.StartsWith('/') ? path : $"/{path.Replace("~", "~0").Replace("/", "~1")}";
        bool isList = byWords && pointer == "/scope";
        return wire.TrimStart(' ', '\t', '\r', '\n').StartsWith('{')
            ? ReadText(wire, pointer, element => isList ? Words(element) : Target(element, PlainInteger))
            : NaiveAttribute.Unreadable;
    }

    private static NaiveAttribute Words(JsonElement element)
    {
        NaiveAttribute whole = Target(element, PlainInteger);
        return element.ValueKind == JsonValueKind.String && whole.Values is [{ } text]
            ? NaiveAttribute.Of(text.Split(' ').Where(word => word.Length > 0))
            : whole;
    }

    private static NaiveAttribute ReadText(string wire, string pointer, Func<JsonElement, NaiveAttribute> target)
    {
        if (NaiveText.FromUtf8(wire) is null)
        {
            return NaiveAttribute.Unreadable;
        }

        try
        {
            var options = new JsonDocumentOptions { MaxDepth = DepthMax };
            using var document = JsonDocument.Parse(Encoding.Latin1.GetBytes(wire), options);
            return Read(document.RootElement, Steps(pointer), target);
        }
        catch (JsonException)
        {
            return NaiveAttribute.Unreadable;
        }
    }

    /// <param name="json">The filter's metadata, whose numbers are doubles.</param>
    public static NaiveAttribute ReadMetadata(string json, string pointer)
    {
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement, Steps(pointer), element => Target(element, WholeDouble));
    }

    private static ImmutableArray<string> Steps(string pointer) => pointer.Length == 0
        ? []
        : [.. pointer.Split('/')[1..].Select(step => step.Replace("~1", "/").Replace("~0", "~"))];

    private static NaiveAttribute Read(
        JsonElement element, ImmutableArray<string> steps, Func<JsonElement, NaiveAttribute> target)
    {
        ImmutableArray<KeyValuePair<string, JsonElement>> members = [];
        if (element.ValueKind == JsonValueKind.Object)
        {
            if (MembersOf(element) is not { } read)
            {
                return NaiveAttribute.Unreadable;
            }

            members = read;
        }

        if (steps.IsEmpty)
        {
            return target(element);
        }

        List<JsonElement> next = element.ValueKind switch
        {
            JsonValueKind.Object => [.. members.Where(member => member.Key == steps[0]).Select(member => member.Value)],
            JsonValueKind.Array => [.. element.EnumerateArray().Where((_, index) =>
                index.ToString(CultureInfo.InvariantCulture) == steps[0])],
            _ => [],
        };
        return next.Count == 0 ? NaiveAttribute.Absent : Read(next[0], steps[1..], target);
    }

    /// <returns>Null: a name is there twice, or is no text.</returns>
    private static ImmutableArray<KeyValuePair<string, JsonElement>>? MembersOf(JsonElement element)
    {
        try
        {
            ImmutableArray<KeyValuePair<string, JsonElement>> members =
                [.. element.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, member.Value))];
            return members.DistinctBy(member => member.Key).Count() == members.Length ? members : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static NaiveAttribute Target(JsonElement element, Func<JsonElement, string?> number) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => NaiveAttribute.Absent,
        JsonValueKind.Array => NaiveAttribute.Of(element.EnumerateArray().Select(item => Scalar(item, number))),
        JsonValueKind.String when Scalar(element, number) is null => NaiveAttribute.Unreadable,
        _ => NaiveAttribute.Of([Scalar(element, number)]),
    };

    private static string? Scalar(JsonElement element, Func<JsonElement, string?> number) => element.ValueKind switch
    {
        JsonValueKind.String => Text(element),
        JsonValueKind.Number => number(element),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <returns>Null: half of a surrogate pair.</returns>
    private static string? Text(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? PlainInteger(JsonElement element)
    {
        string written = element.GetRawText();
        string digits = written.TrimStart('-');
        bool plain = digits.Length <= 15 && digits.All(char.IsAsciiDigit) && written != "-0";
        return plain ? written : null;
    }

    private static string? WholeDouble(JsonElement element)
    {
        double value = element.GetDouble();
        bool isMinusZero = value == 0 && double.IsNegative(value);
        bool whole = Math.Abs(value) <= IntegerMax && Math.Floor(value) == value && !isMinusZero;
        return whole ? ((long)value).ToString(CultureInfo.InvariantCulture) : null;
    }
}
