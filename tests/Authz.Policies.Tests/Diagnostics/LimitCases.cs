using System.Collections.Immutable;
using System.Text;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Tests.Diagnostics;

/// <summary>Every limit of <see cref="PolicyLimits"/>, each as a set of a given size.</summary>
internal static class LimitCases
{
    private const string Block = "apiVersion: authz/v1\nkind: BuildingBlock\nmetadata: {name: a}\nspec: ";
    private const string Service = Block + "{services: [{name: s, basePath: /a}]}\n";

    private const string Policy = Service
        + "---\napiVersion: authz/v1\nkind: AccessPolicy\nmetadata: {name: p}\nspec:\n  legalBasis: Act\n"
        + "  subjects: [{buildingBlock: a}]\n  resources: [{buildingBlock: a, service: s}]\n  rules:\n";

    private const string Test = Service
        + "---\napiVersion: authz/v1\nkind: PolicyTest\nmetadata: {name: t}\nspec: {cases: [{name: c, "
        + "request: {to: a/s, method: GET, path: /a, headers: {";

    private const string Issuer =
        "apiVersion: authz/v1\nkind: Issuer\nmetadata: {name: i}\nspec: {audiences: [a], algorithms: [ES256], ";

    private const string Key = "{\"kty\": \"OKP\", \"crv\": \"Ed25519\", "
        + "\"x\": \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}";

    public static ImmutableArray<LimitCase> All { get; } =
    [
        LimitCase.OfText("bytes of a file", "AZ0004", PolicyLimits.FileBytesMax, size => new string('#', size)),
        LimitCase.OfText("documents of a file", "AZ0005", PolicyLimits.DocumentsPerFileMax, size => Repeat(size, _ => "---\n")),
        LimitCase.OfText("nesting", "AZ0006", PolicyLimits.NestingMax, Nested),
        LimitCase.OfText("nesting of aliases", "AZ0006", PolicyLimits.NestingMax, NestedByAlias),
        LimitCase.OfText("aliased values", "AZ0009", PolicyLimits.AliasedNodesMax, Aliased),
        LimitCase.OfText("length of a value", "AZ0013", PolicyLimits.ValueLengthMax, size => Policy.Replace(
            "legalBasis: Act", $"legalBasis: Act\n  description: {Text(size)}", StringComparison.Ordinal) + Rule("r")),
        LimitCase.OfText("elements of a list", "AZ0118", PolicyLimits.ListItemsMax, size =>
            Policy + Rule("r", $"paths: [{Join(size, i => $"/p{i}")}]")),
        LimitCase.OfText("labels", "AZ0118", PolicyLimits.LabelsMax, size => Labelled(Join(size, i => $"l{i}: v"))),
        LimitCase.OfText("length of a label's key", "AZ0113", PolicyLimits.LabelLengthMax, size => Labelled($"{Text(size)}: v")),
        LimitCase.OfText("length of a label's value", "AZ0113", PolicyLimits.LabelLengthMax, size => Labelled($"k: {Text(size)}")),
        LimitCase.OfText("length of a name", "AZ0111", PolicyLimits.NameLengthMax, size => Policy + Rule(Text(size))),
        LimitCase.OfText("length of prose", "AZ0119", PolicyLimits.ProseLengthMax, size => Block + $"{{owner: {Text(size)}}}"),
        LimitCase.OfText("length of a client", "AZ0201", PolicyLimits.ClientLengthMax, size =>
            Block + $"{{client: {Filled("A/B/", size)}}}"),
        LimitCase.OfText("length of a SPIFFE ID", "AZ0203", PolicyLimits.SpiffeIdLengthMax, size =>
            Block + $"{{identities: [{{spiffe: {Filled("spiffe://x/", size)}}}]}}"),
        LimitCase.OfText("length of a trust domain", "AZ0203", PolicyLimits.TrustDomainLengthMax, size =>
            Block + $"{{identities: [{{spiffe: spiffe://{Text(size)}/a}}]}}"),
        LimitCase.OfText("length of a DNS name", "AZ0204", PolicyLimits.DnsNameLengthMax, size =>
            Block + $"{{identities: [{{certificate: {{dns: {DnsName(size)}}}}}]}}"),
        LimitCase.OfText("length of a host", "AZ0207", PolicyLimits.DnsNameLengthMax, size =>
            Block + $"{{services: [{{name: s, basePath: /a, hosts: [{DnsName(size)}]}}]}}"),
        LimitCase.OfText("length of a pattern", "AZ0511", PolicyLimits.PatternLengthMax, size =>
            Policy + Rule("r", $"paths: [{Filled("/", size)}]")),
        LimitCase.OfText("segments of a pattern", "AZ0511", PolicyLimits.PatternSegmentsMax, size =>
            Policy + Rule("r", $"paths: [{Repeat(size, _ => "/p")}]")),
        LimitCase.OfText("length of a base path", "AZ0206", PolicyLimits.PatternLengthMax, size =>
            Block + $"{{services: [{{name: s, basePath: {Filled("/", size)}}}]}}"),
        LimitCase.OfText("segments of a base path", "AZ0206", PolicyLimits.PatternSegmentsMax, size =>
            Block + $"{{services: [{{name: s, basePath: {Repeat(size, _ => "/p")}}}]}}"),
        LimitCase.OfText("length of a method", "AZ0208", PolicyLimits.MethodLengthMax, size =>
            Block + $"{{services: [{{name: s, basePath: /a, methods: [{new string('A', size)}]}}]}}"),
        LimitCase.OfText("methods beside the usual ones", "AZ0215", PolicyLimits.OtherMethodsMax, size =>
            Block + $"{{services: [{{name: s, basePath: /a, methods: [GET, {Join(size, i => $"M{i}")}]}}]}}"),
        LimitCase.OfText("length of an operation's id", "AZ0214", PolicyLimits.OperationIdLengthMax, size =>
            Operations($"{{id: {Text(size)}, method: GET, path: /}}")),
        LimitCase.OfText("operations of a service", "AZ0118", PolicyLimits.OperationsMax, size =>
            Operations(Join(size, i => $"{{id: o{i}, method: GET, path: /p{i}}}"))),
        LimitCase.OfText("headers of a test's request", "AZ0118", RequestLimits.HeadersMax, size =>
            Test + Join(size, i => $"x-{i}: v") + "}}, expect: {decision: deny}}]}\n"),
        LimitCase.OfText("headers that a rule sets", "AZ0118", PolicyLimits.AnswerHeadersMax, size =>
            Policy + Answer($"{{set: {{{Join(size, i => $"x{i}: a")}}}}}")),
        LimitCase.OfText("headers that a rule changes", "AZ0854", PolicyLimits.AnswerHeadersMax, size =>
            Policy + Answer($"{{set: {{x: a}}, remove: [{Join(size - 1, i => $"x{i}")}]}}")),
        LimitCase.OfText("length of the name of a header that a rule changes", "AZ0851", PolicyLimits.AnswerNameLengthMax, size =>
            Policy + Answer($"{{remove: [{Text(size)}]}}")),
        LimitCase.OfText("length of a header's value", "AZ0852", PolicyLimits.AnswerValueLengthMax, size =>
            Policy + Answer($"{{set: {{x: {Text(size)}}}}}")),
        LimitCase.OfText("characters of all headers", "AZ0854", PolicyLimits.AnswerHeaderBytesMax, size =>
            Policy + Answer($"{{set: {{{Join(8, i => $"x{i}: {Text(i == 0 ? size - 7_000 - 16 : 1_000)}")}}}}}")),
        LimitCase.OfText("metadata of an answer", "AZ0118", PolicyLimits.AnswerMetadataMax, size =>
            Policy + $"    - {{name: r, effect: deny, onDeny: {{metadata: {{{Join(size, i => $"m{i}: a")}}}}}}}\n"),
        LimitCase.OfText("length of an event type", "AZ0870", PolicyLimits.EventTypeLengthMax, size =>
            Service + Room(0, Text(size), Everybody)),
        LimitCase.OfText("event types of a room", "AZ0118", PolicyLimits.EventTypesMax, size =>
            Service + Room(0, Join(size, i => $"t{i}"), Everybody)),
        LimitCase.OfText("publishers of a room", "AZ0118", PolicyLimits.ParticipantsMax, size =>
            Service + Room(0, "t", Join(size, _ => Everybody))),
        LimitCase.OfText("grants of rooms", "AZ0875", PolicyLimits.RoomGrantsMax, Rooms),
        LimitCase.OfText("length of an issuer", "AZ0890", PolicyLimits.UriLengthMax, size =>
            Issuer + $"issuer: {Filled("https://a/", size)}, jwksUri: 'https://a'}}"),
        LimitCase.OfText("length of a key address", "AZ0892", PolicyLimits.UriLengthMax, size =>
            Issuer + $"issuer: i, jwksUri: {Filled("https://a/", size)}}}"),
        LimitCase.OfText("leeway of an issuer", "AZ0894", PolicyLimits.LeewaySecondsMax, size =>
            Issuer + $"issuer: i, jwksUri: 'https://a', leeway: {size}s}}"),
        LimitCase.OfText("age of fetched keys", "AZ0894", PolicyLimits.StaleSecondsMax, size =>
            Issuer + $"issuer: i, jwksUri: 'https://a', maxStale: {size}s}}"),
        new("bytes of a key file", "AZ0896", PolicyLimits.KeyFileBytesMax, size => DiagnoseKeyFile(
            ("{\"keys\": [" + Key + "]}").PadRight(size))),
        new("keys of a key file", "AZ0896", PolicyLimits.KeysMax, size => DiagnoseKeyFile(
            "{\"keys\": [" + Join(size, _ => Key) + "]}")),
        LimitCase.OfText("context extensions of a test's request", "AZ0118", PolicyLimits.TestExtensionsMax, size =>
            Test.Replace("headers: {", $"contextExtensions: {{{Join(size, i => $"e{i}: v")}", StringComparison.Ordinal)
            + "}}, expect: {decision: deny}}]}\n"),
        LimitCase.OfText("filters of a test's request", "AZ0118", PolicyLimits.TestFiltersMax, size =>
            Test.Replace("headers: {", $"metadata: {{{Join(size, i => $"f{i}: {{a: b}}")}", StringComparison.Ordinal)
            + "}}, expect: {decision: deny}}]}\n"),
        LimitCase.OfText("claims of a test's token", "AZ0118", PolicyLimits.TestClaimsMax, size =>
            Issuer + "issuer: i, jwksUri: 'https://a'}\n---\n"
            + Test.Replace("headers: {", $"token: {{issuer: i, claims: {{{Join(size, i => $"c{i}: v")}}}", StringComparison.Ordinal)
            + "}}, expect: {decision: deny}}]}\n"),
        LimitCase.OfText("findings", "AZ0016", PolicyLimits.DiagnosticsMax, size => string.Concat(
            Service, "---\n", Repeat(size - 1, i => $"k{i}: v\n"), "apiVersion: authz/v1\nkind: Group\nspec: {members: [a]}\n")),
        new("bytes of an OpenAPI document", "AZ0287", PolicyLimits.ApiDocumentBytesMax, size =>
            DiagnoseApi("api.yaml", $"openapi: 3.1.0\n#{Text(size - 16)}")),
        new("nesting of an OpenAPI document", "AZ0006", PolicyLimits.ApiDocumentNestingMax, size =>
            DiagnoseApi("api.json", $"{{\"openapi\": \"3.1.0\", \"x-deep\": {Lists(size - 1)}}}".Replace("x]", "1]", StringComparison.Ordinal))),
        new("nesting of an OpenAPI document in YAML", "AZ0006", PolicyLimits.ApiDocumentNestingMax, size =>
            DiagnoseApi("api.yaml", $"{{openapi: 3.1.0, x-deep: {Lists(size - 1)}}}")),
        new("length of an operationId", "AZ0214", PolicyLimits.OperationIdLengthMax, size =>
            DiagnoseApi("api.yaml", $"openapi: 3.1.0\npaths: {{/a: {{get: {{operationId: {Text(size)}}}}}}}")),
        new("operations of an OpenAPI document", "AZ0118", PolicyLimits.OperationsMax, size =>
            DiagnoseApi("api.yaml", $"openapi: 3.1.0\npaths: {{{Join(size, i => $"/p{i}: {{get: {{}}}}")}}}")),
        .. ConditionLimitCases.All,
        .. IdentityLimitCases.All,
        new("rules of a set", "AZ0406", PolicyLimits.RulesMax, size => DiagnoseRules(size)),
    ];

    public static LimitCase Find(string name) => All.Single(limit => limit.Name == name);

    private static IReadOnlyList<Diagnostic> DiagnoseApi(string path, string document)
    {
        string block = Block + $"{{services: [{{name: s, basePath: /a, openapi: {path}}}]}}";
        return PolicySet.Bind(PolicySet.Of(
            ("set.yaml", Encoding.UTF8.GetBytes(block)), (path, Encoding.UTF8.GetBytes(document)))).Diagnostics;
    }

    private const string Everybody = "{subjects: [{authenticated: true}]}";

    private static string Room(int number, string eventTypes, string publishers) =>
        $"---\napiVersion: authz/v1\nkind: Room\nmetadata: {{name: r{number}}}\nspec: {{owner: a, legalBasis: Act, "
        + $"service: {{buildingBlock: a, service: s}}, eventTypes: [{eventTypes}], publishers: [{publishers}]}}\n";

    // Each room has two hundred event types; those on one service are an error of their own.
    private static string Rooms(int grants)
    {
        const int types = 200;
        const int publishers = 250;
        string allTypes = Join(types, i => $"t{i}");
        int whole = grants / (types * publishers);
        int left = grants % (types * publishers);
        string rest = Join(left / types, _ => Everybody);
        string last = left % types == 0 ? "" : Room(whole + 1, Join(left % types, i => $"t{i}"), Everybody);
        return Service
            + string.Concat(Enumerable.Range(0, whole).Select(i => Room(i, allTypes, Join(publishers, _ => Everybody))))
            + (rest.Length == 0 ? "" : Room(whole, allTypes, rest))
            + last;
    }

    private static string Labelled(string labels) =>
        (Block + "{owner: o}").Replace("{name: a}", $"{{name: a, labels: {{{labels}}}}}", StringComparison.Ordinal);

    private static string Operations(string operations) =>
        Block + $"{{services: [{{name: s, basePath: /a, operations: [{operations}]}}]}}";

    private static string Rule(string name, string target = "paths: [/a]") =>
        $"    - {{name: {name}, effect: deny, {target}}}\n";

    private static string Answer(string headers) =>
        $"    - {{name: r, effect: allow, methods: [GET], paths: [/a], onAllow: {{headers: {headers}}}}}\n";

    private static string Nested(int depth) => $"- {Lists(depth - 1)}\n";

    private static string NestedByAlias(int depth) => $"- &deep {Lists(depth - 2)}\n- [*deep]\n";

    private static string Lists(int depth) => new string('[', depth) + "x" + new string(']', depth);

    private static string Aliased(int size) => $"- &one x\n- [{Join(size, _ => "*one")}]\n";

    private static string DnsName(int length) => Repeat((length / 2) - 1, _ => "a.") + new string('a', length % 2 == 0 ? 2 : 3);

    private static string Text(int length) => new('a', length);

    private static string Filled(string start, int length) => start + Text(length - start.Length);

    private static string Join(int count, Func<int, string> item) => string.Join(", ", Enumerable.Range(0, count).Select(item));

    private static string Repeat(int count, Func<int, string> item) =>
        string.Concat(Enumerable.Range(0, count).Select(item));

    private static IReadOnlyList<Diagnostic> DiagnoseKeyFile(string json) => PolicySet.Bind(PolicySet.Of(
        ("set.yaml", Encoding.UTF8.GetBytes(Issuer.Replace("ES256", "EdDSA", StringComparison.Ordinal) + "issuer: i, jwksFile: k.json}")),
        ("k.json", Encoding.UTF8.GetBytes(json)))).Diagnostics;

    // As YAML this would take seconds to parse: the rules are shared instead.
    private static ImmutableArray<Diagnostic> DiagnoseRules(int count)
    {
        const int perPolicy = 10_000;
        var source = new SourceSpan(new SourceText("set.yaml", ""), default);
        var rule = new RuleSyntax(source, new Located<string>("r", source), new Located<Effect>(Effect.Deny, source));
        ImmutableArray<RuleSyntax> rules = [.. Enumerable.Repeat(rule, perPolicy)];
        var documents = new List<DocumentSyntax>();
        for (int left = count; left > 0; left -= perPolicy)
        {
            var name = new Located<string>($"p{left}", source);
            documents.Add(new AccessPolicySyntax(source, new MetadataSyntax(name, []))
            {
                Rules = rules[..Math.Min(left, perPolicy)],
            });
        }

        var diagnostics = new DiagnosticBag();
        PolicyBinder.Bind(new PolicySyntax([.. documents], HasUnreadableFile: false), diagnostics);
        return diagnostics.ToSorted();
    }
}
