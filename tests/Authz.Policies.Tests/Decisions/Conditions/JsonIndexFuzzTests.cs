using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Authz.Policies.Compilation.Passes;
using Authz.Policies.Decisions.Conditions.Json;

namespace Authz.Policies.Tests.Decisions.Conditions;

/// <summary>
/// Our pass over a body beside System.Text.Json: what it takes for JSON we take too and nothing else, and a pointer finds the
/// same. Seeds are fixed; AUTHZ_FUZZ_ITERATIONS raises their number.
/// </summary>
public sealed class JsonIndexFuzzTests
{
    private const int IterationsDefault = 20_000;

    private static readonly string[][] pointers = [[], ["a"], ["a", "b"], ["a", "0"], ["b"], ["0"], ["0", "a"], ["1"], ["é"]];

    private static readonly int iterations = int.Parse(
        Environment.GetEnvironmentVariable("AUTHZ_FUZZ_ITERATIONS") ?? $"{IterationsDefault}", CultureInfo.InvariantCulture);

    private static readonly string[] names = ["a", "b", "c", "0", "1", "é", "", "\\u0061", "\\\"", "\\ud800"];

    private static readonly string[] scalars =
    [
        "1", "-1", "0", "-0", "1.5", "1e3", "1E-2", "999999999999999", "1000000000000000", "true", "false", "null", "\"\"", "\"x\"",
        "\"\\u0078\"", "\"\\ud83d\\ude00\"", "\"\\ud800\"", "\"\\udc00x\"", "\"é\\n\"", "\"\\/\"",
    ];

    [Fact]
    public void Texts_by_chance_are_read_as_the_platform_reads_them()
    {
        int accepted = 0;
        for (int seed = 0; seed < iterations; seed++)
        {
            var random = new Random(seed);
            byte[] text = Encoding.UTF8.GetBytes(Value(random, 4));
            for (int count = random.Next(-2, 4); count > 0; count--)
            {
                text = Mutate(text, random);
            }

            accepted += Compare(text) ? 1 : 0;
        }

        Assert.InRange(accepted, iterations / 4, iterations - (iterations / 4));
    }

    [Fact]
    public void Bytes_by_chance_never_throw()
    {
        ReadOnlySpan<byte> alphabet = "{}[]\",:\\u0019ab.-+eEtrufalsn \n\u0001é"u8;
        for (int seed = 0; seed < iterations; seed++)
        {
            var random = new Random(seed);
            byte[] text = new byte[random.Next(24)];
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = alphabet[random.Next(alphabet.Length)];
            }

            Compare(text);
        }
    }

    private static bool Compare(byte[] text)
    {
        var builder = new PointerTrieBuilder();
        int[] added = [.. pointers.Select(pointer => builder.Add([.. pointer]))];
        PointerTrie trie = builder.Build(out int[] numbers);
        var found = new JsonPlace[trie.Count];
        bool isJson = Utf8.IsValid(text) && JsonIndex.TryRead(text, trie, found);
        using JsonDocument? document = Parse(text);
        string shown = Encoding.Latin1.GetString(text);
        Assert.True(isJson == (document is not null), $"ours {isJson}: {shown}");
        if (document is null)
        {
            return false;
        }

        for (int i = 0; i < pointers.Length; i++)
        {
            string ours = Describe(text, found[numbers[added[i]]]);
            Assert.True(Expected(document.RootElement, pointers[i]) == ours, $"/{string.Join('/', pointers[i])} finds {ours}: {shown}");
        }

        return true;
    }

    private static JsonDocument? Parse(byte[] text)
    {
        try
        {
            return Utf8.IsValid(text) ? JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 64 }) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Describe(byte[] text, JsonPlace place)
    {
        ReadOnlySpan<byte> content = text.AsSpan(place.Start, place.Length);
        var unescaped = new ArrayBufferWriter<byte>(place.Length + 1);
        return place.Form switch
        {
            JsonForm.Text => $"text {Encoding.UTF8.GetString(content)}",
            JsonForm.EscapedText =>
                $"text {Encoding.UTF8.GetString(unescaped.GetSpan()[..JsonText.Unescape(content, unescaped.GetSpan())])}",
            _ => $"{place.Form}",
        };
    }

    /// <summary>The reference's rules, over the platform's document.</summary>
    private static string Expected(JsonElement element, ReadOnlySpan<string> steps)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            string?[] keys = [.. element.EnumerateObject().Select(NameOf)];
            if (keys.Contains(null) || keys.Distinct(StringComparer.Ordinal).Count() < keys.Length)
            {
                return nameof(JsonForm.Unreadable);
            }
        }

        if (!steps.IsEmpty)
        {
            return Next(element, steps[0]) is { } next ? Expected(next, steps[1..]) : nameof(JsonForm.Absent);
        }

        return element.ValueKind switch
        {
            JsonValueKind.Null => nameof(JsonForm.Absent),
            JsonValueKind.Array when element.GetArrayLength() == 0 => nameof(JsonForm.Absent),
            JsonValueKind.Array when element.EnumerateArray().Any(IsBroken) => nameof(JsonForm.Unreadable),
            JsonValueKind.Array => nameof(JsonForm.Array),
            JsonValueKind.Object => nameof(JsonForm.Opaque),
            JsonValueKind.String => IsBroken(element) ? nameof(JsonForm.Unreadable) : $"text {element.GetString()}",
            JsonValueKind.Number => IsShort(element.GetRawText()) ? $"text {element.GetRawText()}" : nameof(JsonForm.Opaque),
            _ => $"text {element.GetRawText()}",
        };
    }

    private static JsonElement? Next(JsonElement element, string step)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            return element.TryGetProperty(step, out JsonElement member) ? member : null;
        }

        bool isIndex = int.TryParse(step, CultureInfo.InvariantCulture, out int index);
        return element.ValueKind == JsonValueKind.Array && isIndex && index < element.GetArrayLength() ? element[index] : null;
    }

    private static bool IsShort(string number) =>
        number.All(c => char.IsAsciiDigit(c) || c == '-') && number.TrimStart('-').Length <= 15 && number != "-0";

    private static bool IsBroken(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String && element.GetString() is null;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Value(Random random, int depth) => random.Next(depth > 0 ? 4 : 2) switch
    {
        0 or 1 => Space(random) + scalars[random.Next(scalars.Length)] + Space(random),
        2 => $"[{string.Join(',', Repeat(random, () => Value(random, depth - 1)))}]",
        _ => $"{{{string.Join(',', Repeat(random, () => $"{Space(random)}\"{Name(random)}\":{Value(random, depth - 1)}"))}}}{Space(random)}",
    };

    // Mostly names that pointers go by, and few that break an object.
    private static string Name(Random random) => names[random.Next(8) == 0 ? random.Next(names.Length) : random.Next(6)];

    private static IEnumerable<string> Repeat(Random random, Func<string> create) =>
        Enumerable.Range(0, random.Next(4)).Select(_ => create());

    private static string Space(Random random) => random.Next(6) == 0 ? " \n" : "";

    private static byte[] Mutate(byte[] text, Random random)
    {
        int at = random.Next(text.Length + 1);
        int end = Math.Min(text.Length, at + random.Next(1, 4));
        return random.Next(3) switch
        {
            0 => [.. text[..at], .. text[end..]],
            1 => [.. text[..at], (byte)random.Next(256), .. text[at..]],
            _ => [.. text[..end], .. text[at..]],
        };
    }
}
