using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Authz.Envoy.Tests.Answers;

/// <summary>
/// A policy set in which every rule shapes its answer, at random from all that loads: rule `a7` allows `/a7`, and rule
/// `d7` denies `/d7`.
/// </summary>
internal sealed class RandomAnswers
{
    public const int Count = 60;

    private const string TokenCharacters = "!#$%&'*+-.^`|~09AZaz";
    private const string QueryCharacters = "-._*09AZaz";

    private static readonly JsonSerializerOptions AsYaml = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Random random = new(20261121);

    private RandomAnswers()
    {
    }

    /// <summary>What each allow rule sets, appends and removes.</summary>
    public List<AnswerChanges> Allows { get; } = [];

    public List<AnswerChanges> Denials { get; } = [];

    public string Yaml { get; private set; } = "";

    public static RandomAnswers Create()
    {
        var answers = new RandomAnswers();
        var yaml = new StringBuilder("""
            apiVersion: authz/v1
            kind: BuildingBlock
            metadata: {name: site}
            spec: {services: [{name: pages, basePath: /, hosts: [api]}]}
            ---
            apiVersion: authz/v1
            kind: BuildingBlock
            metadata: {name: web}
            spec: {identities: [{spiffe: "spiffe://sandbox.gov/ns/a/sa/web"}]}
            ---
            apiVersion: authz/v1
            kind: AccessPolicy
            metadata: {name: answers}
            spec:
              legalBasis: Test Act
              subjects: [{buildingBlock: web}]
              resources: [{buildingBlock: site, service: pages}]
              rules:

            """);
        for (int i = 0; i < Count; i++)
        {
            AnswerChanges allow = answers.NextAllow();
            AnswerChanges denial = answers.NextDenial();
            answers.Allows.Add(allow);
            answers.Denials.Add(denial);
            yaml.Append(CultureInfo.InvariantCulture, $"    - {{name: a{i}, effect: allow, methods: [GET], paths: [/a{i}], onAllow: {OnAllow(allow)}}}\n");
            yaml.Append(CultureInfo.InvariantCulture, $"    - {{name: d{i}, effect: deny, paths: [/d{i}], onDeny: {OnDeny(denial)}}}\n");
        }

        answers.Yaml = yaml.ToString();
        return answers;
    }

    private static string OnAllow(AnswerChanges changes) => "{headers: {"
        + $"set: {Mapping(changes.Set)}, append: {Mapping(changes.Append)}, remove: {JsonSerializer.Serialize(changes.Remove, AsYaml)}}}, "
        + $"query: {{set: {Mapping(changes.Query)}, remove: [debug]}}, "
        + $"responseHeaders: {{set: {Mapping(changes.Response)}}}, metadata: {{basis: Act}}}}";

    private static string OnDeny(AnswerChanges changes) =>
        $"{{status: {changes.Status}, headers: {{set: {Mapping(changes.Response)}}}, "
        + $"problem: {{type: \"urn:x:{changes.Status}\", title: {JsonSerializer.Serialize(changes.Title, AsYaml)}, detail: Ask.}}}}";

    // JSON is YAML.
    private static string Mapping(IReadOnlyDictionary<string, string> pairs) => JsonSerializer.Serialize(pairs, AsYaml);

    private AnswerChanges NextAllow() => new()
    {
        Set = Pairs("s", HeaderValue),
        Append = Pairs("p", HeaderValue),
        Remove = ["authorization", "cookie", "x-http-method-override", $"r{Text(TokenCharacters, 8)}"],
        Query = Pairs("q", () => Text(QueryCharacters, 20), QueryCharacters),
        Response = Pairs("t", HeaderValue),
    };

    private AnswerChanges NextDenial() => new()
    {
        Status = random.Next(400, 600),
        Response = Pairs("t", HeaderValue),
        Title = $"§ \"{Text(TokenCharacters, 12)}\" \\ ü",
    };

    // Names differ by their first letters, whatever their case.
    private Dictionary<string, string> Pairs(string start, Func<string> value, string characters = TokenCharacters) =>
        Enumerable.Range(0, random.Next(1, 4)).ToDictionary(i => $"x{start}{i}{Text(characters, 10)}", _ => value());

    private string HeaderValue()
    {
        var text = new StringBuilder();
        for (int length = random.Next(0, 60); text.Length < length;)
        {
            text.Append((char)random.Next(' ', '~' + 1));
        }

        return $"v{text}v";
    }

    private string Text(string characters, int lengthMax) =>
        string.Concat(Enumerable.Range(0, random.Next(0, lengthMax + 1)).Select(_ => characters[random.Next(characters.Length)]));
}
