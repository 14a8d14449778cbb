using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Authz.Testing;
using Authz.Testing.Naive;
using YamlDotNet.RepresentationModel;

namespace Authz.Policies.Tests.Decisions;

/// <summary>
/// Reads `tests/cases/decisions`. Each YAML document there is one policy set, the request that its cases start from,
/// and the cases. Texts that go on the wire have one character for each byte: `é` is written `\xC3\xA9`, as it is sent.
/// `&lt;a*300>` stands for three hundred times `a`.
/// </summary>
public static partial class DecisionCaseFiles
{
    private static readonly HashSet<string> CaseKeys =
    [
        "from", "host", "method", "target", "route", "time", "headers", "mergedHeaders", "extensions", "address", "sni",
        "metadata", "body", "bodyIsText", "connection", "token", "gives", "why",
    ];

    public static ImmutableArray<DecisionCase> All { get; } =
        [.. TestCases.Files("decisions", "*.yaml").SelectMany(ReadFile)];

    private static IEnumerable<DecisionCase> ReadFile(string path)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(path);
        stream.Load(reader);
        string file = Path.GetFileNameWithoutExtension(path);
        int number = 0;
        foreach (YamlMappingNode set in stream.Documents.Select(document => (YamlMappingNode)document.RootNode))
        {
            string policies = Text(set.Children["policies"]);
            var common = (YamlMappingNode)set.Children["request"];
            foreach (YamlMappingNode written in ((YamlSequenceNode)set.Children["cases"]).Cast<YamlMappingNode>())
            {
                number++;
                yield return ReadCase($"{file} {number}", policies, common, written);
            }
        }
    }

    private static DecisionCase ReadCase(string place, string policies, YamlMappingNode common, YamlMappingNode written)
    {
        Dictionary<string, YamlNode> values = common.Children.Concat(written.Children)
            .GroupBy(pair => Text(pair.Key))
            .ToDictionary(group => group.Key, group => group.Last().Value);
        Assert.Empty(values.Keys.Except(CaseKeys));
        string? route = values.TryGetValue("route", out YamlNode? routeNode) ? Text(routeNode) : null;
        string WireOrNothing(string key) => values.TryGetValue(key, out YamlNode? node) ? Wire(node) : "";
        var request = new NaiveRequest
        {
            Caller = ReadCaller(Text(values["from"])),
            IsConnection = values.ContainsKey("connection"),
            Host = WireOrNothing("host"),
            Method = WireOrNothing("method"),
            Target = WireOrNothing("target"),
            RouteBinding = route is null or "(none)" ? null : route,
            Time = DateTimeOffset.Parse(Text(values["time"]), CultureInfo.InvariantCulture),
            Headers = [.. LinesOf(values, "headers").Select(line => ReadPair(line, ':'))],
            HeadersAreMerged = values.ContainsKey("mergedHeaders"),
            ContextExtensions = [.. LinesOf(values, "extensions").Select(line => ReadPair(line, '='))],
            SourceAddress = values.TryGetValue("address", out YamlNode? address) ? Wire(address) : null,
            Sni = values.TryGetValue("sni", out YamlNode? sni) ? Wire(sni) : "",
            Metadata = [.. LinesOf(values, "metadata").Select(line => ReadPair(line, '='))],
            Body = values.TryGetValue("body", out YamlNode? body) ? Wire(body) : "",
            BodyIsText = values.ContainsKey("bodyIsText"),
            Token = values.TryGetValue("token", out YamlNode? token) ? ReadToken(token) : null,
        };
        string said = string.Join(' ', written.Children.Where(pair => Text(pair.Key) is not "gives")
            .Select(pair => $"{Text(pair.Key)}={Shown(pair.Value)}"));
        return new DecisionCase($"{place}: {said}", policies, request, Text(values["gives"]));
    }

    private static NaiveCaller ReadCaller(string text) => text switch
    {
        "(anonymous)" => NaiveCaller.Anonymous,
        "(unknown)" => NaiveCaller.Unknown,
        _ => NaiveCaller.Of(text),
    };

    // The word `none` takes back a token that all cases start from.
    private static NaiveToken? ReadToken(YamlNode node)
    {
        string text = Text(node);
        Assert.DoesNotContain(text, character => character > 0xFF);
        KeyValuePair<string, string> pair = text == "none" ? default : ReadPair(text, '=');
        return text == "none" ? null : new NaiveToken(pair.Key, pair.Value);
    }

    private static IEnumerable<string> LinesOf(Dictionary<string, YamlNode> values, string key) =>
        values.TryGetValue(key, out YamlNode? lines) ? ((YamlSequenceNode)lines).Select(Text) : [];

    private static KeyValuePair<string, string> ReadPair(string line, char separator)
    {
        int at = line.IndexOf(separator, StringComparison.Ordinal);
        return KeyValuePair.Create(line[..at], Expanded(line[(at + 1)..]));
    }

    private static string Shown(YamlNode node) =>
        node is YamlSequenceNode list ? $"[{string.Join(" | ", list.Select(Text))}]" : Text(node);

    private static string Wire(YamlNode node)
    {
        string text = Text(node);
        Assert.DoesNotContain(text, character => character > 0xFF);
        return Expanded(text);
    }

    private static string Expanded(string text) => Repetition().Replace(text, match => string.Concat(Enumerable.Repeat(
        match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))));

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";

    [GeneratedRegex(@"<([^*<>]+)\*(\d+)>")]
    private static partial Regex Repetition();
}
