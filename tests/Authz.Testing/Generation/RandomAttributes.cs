using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Authz.Testing.Naive;

namespace Authz.Testing.Generation;

/// <summary>What comes with a request beside its path: right, wrong, twice, cut short, or not at all.</summary>
internal sealed class RandomAttributes(RandomSource random)
{
    private const string PartialBody = "x-envoy-auth-partial-body";

    private readonly RandomJson json = new(random);
    private readonly RandomTokens tokens = new(random);

    public NaiveRequest AddTo(NaiveRequest request)
    {
        string body = random.Chance(50) ? Body() : "";
        NaiveRequest with = request with
        {
            Target = request.Target.Contains('?') ? request.Target : request.Target + Query(),
            Headers = [.. request.Headers, .. Headers(), .. PartialBodyLines(body)],
            ContextExtensions = Extensions(),
            SourceAddress = random.Chance(80) ? random.Pick(RandomVocabulary.Addresses) : null,
            Sni = random.Chance(60) ? random.Pick("one", "ONE", "two", "x") : "",
            Metadata = [.. RandomVocabulary.Filters.Where(_ => random.Chance(60))
                .Select(filter => KeyValuePair.Create(filter, json.Object()))],
            Body = body,
            BodyIsText = body.Length > 0 && random.Chance(10),
            Time = random.Chance(50) ? request.Time : Time(),
            Token = request.Caller.Kind != NaiveCallerKind.Anonymous && random.Chance(80) ? tokens.Build() : null,
        };
        return random.Chance(90) ? with : Merged(with);
    }

    public NaiveRequest AddToConnection(NaiveRequest request) => request with
    {
        SourceAddress = random.Chance(80) ? random.Pick(RandomVocabulary.Addresses) : null,
        Metadata = random.Chance(20) ? [KeyValuePair.Create(RandomVocabulary.Filters[0], json.Object())] : [],
        Time = random.Chance(50) ? request.Time : Time(),
    };

    private DateTimeOffset Time()
    {
        DateTimeOffset edge = random.Pick(RandomVocabulary.Edges);
        return random.Pick(
            edge.AddTicks(-1), edge, edge.AddMinutes(-30), edge.AddMinutes(30), edge.AddHours(random.Between(-30, 30)));
    }

    private IEnumerable<KeyValuePair<string, string>> Headers()
    {
        foreach (string name in RandomVocabulary.Headers)
        {
            for (int count = random.Pick(0, 1, 1, 1, 1, 2, 3); count > 0; count--)
            {
                yield return KeyValuePair.Create(random.Chance(85) ? name : name.ToUpperInvariant(), Line());
            }
        }
    }

    private string Line()
    {
        string first = Text();
        return random.Between(1, 20) switch
        {
            1 => $"{first},{Text()}",
            2 => $"{first} ,\t{Text()}",
            3 => $"{first},",
            4 => $"  {first}\t",
            5 => $"{first}\u00ff",
            6 => $"{first}!",
            7 => $"{first},\u00c3",
            8 => random.Pick(RandomVocabulary.Addresses),
            9 when random.Chance(15) => new string('o', random.Pick(4096, 4097)),
            _ => first,
        };
    }

    private IEnumerable<KeyValuePair<string, string>> PartialBodyLines(string body)
    {
        int kind = random.Between(1, 40);
        string[] lines = kind switch
        {
            1 => ["true"],
            2 => ["false", "false"],
            3 => ["False"],
            4 => [],
            _ => body.Length == 0 ? [] : ["false"],
        };
        return lines.Select(line => KeyValuePair.Create(PartialBody, line));
    }

    private string Query()
    {
        var pieces = new List<string>();
        for (int count = random.Pick(0, 1, 1, 2, 3); count > 0; count--)
        {
            string name = Encoded(random.Pick(RandomVocabulary.Parameters));
            string value = Encoded(Text());
            pieces.Add(random.Between(1, 25) switch
            {
                1 => name,
                2 => $"{name}={value}%zz",
                3 => $"{name}={value}%ff",
                4 => $"{value}%ff={name}",
                5 => $"{name};{value}",
                6 => $"{name}={value}=+",
                7 => "",
                8 => "=x",
                _ => $"{name}={value}",
            });
        }

        return pieces.Count == 0 ? "" : $"?{string.Join('&', pieces)}";
    }

    private string Encoded(string wire)
    {
        var encoded = new StringBuilder();
        foreach (char character in wire)
        {
            bool plain = char.IsAsciiLetterOrDigit(character) && random.Chance(92);
            encoded.Append(character switch
            {
                _ when plain => character.ToString(),
                ' ' when random.Chance(40) => "+",
                '.' or '-' => character.ToString(),
                _ => $"%{((int)character).ToString(random.Pick("x2", "X2"), CultureInfo.InvariantCulture)}",
            });
        }

        return encoded.ToString();
    }

    private ImmutableArray<KeyValuePair<string, string>> Extensions()
    {
        var extensions = new List<KeyValuePair<string, string>>();
        foreach (string name in RandomVocabulary.Extensions.Where(_ => random.Chance(75)))
        {
            extensions.Add(KeyValuePair.Create(name, Text()));
        }

        if (random.Chance(75))
        {
            string sends = random.Pick("body,sni,metadata", "body, sni ,\tmetadata", "body", "sni,metadata", "", "Body,,x");
            extensions.Add(KeyValuePair.Create("authz.sends", sends));
        }

        return [.. extensions];
    }

    private string Body() => random.Between(1, 12) switch
    {
        1 => random.Pick("", " ", "{", "[1,]", "{\"a\":\"one\"}x", "'one'", "{\"a\":01}", "\u00ef\u00bb\u00bf{}", "{\"a\":\"\\x\"}"),
        2 => $"{{\"a\":{json.Value(1)},\"a\":{json.Value(1)}}}",
        3 => $"{{\"b\":\"\u00ff\",\"a\":{json.Value(1)}}}",
        4 => Wire($" {json.Value(0)}\n"),
        _ => Wire(json.Object()),
    };

    private string Text() => Wire(random.Pick(RandomVocabulary.Texts));

    private static string Wire(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>As an Envoy does that does not send header lines as they came.</summary>
    private static NaiveRequest Merged(NaiveRequest request) => request with
    {
        HeadersAreMerged = true,
        Headers =
        [
            .. request.Headers.GroupBy(header => header.Key, StringComparer.OrdinalIgnoreCase).Select(lines =>
                KeyValuePair.Create(lines.Key, string.Join(',', lines.Select(line => Sanitised(line.Value))))),
        ],
    };

    private static string Sanitised(string value) =>
        string.Concat(value.Select(character => character > '~' ? '!' : character));
}
