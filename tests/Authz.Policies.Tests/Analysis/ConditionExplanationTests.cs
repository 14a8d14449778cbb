using System.Collections.Immutable;
using System.Text;
using Authz.Policies.Analysis;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;
using Authz.Testing;

namespace Authz.Policies.Tests.Analysis;

/// <summary>Conditions in explanations: the part that did not hold, and what it found.</summary>
public sealed class ConditionExplanationTests
{
    private static readonly CompilationResult result =
        PolicyCompilation.Run(PolicySet.Load(TestCases.Path("conditions", "explained.yaml")), new CompilationOptions());

    public static TheoryData<string, string, string> Details => new()
    {
        { "GET /header", "pages/header", "`header: {name: x-purpose, in: [care, emergency]}` is false: header `x-purpose` is absent" },
        {
            "GET /header x-purpose=research", "pages/header",
            "`header: {name: x-purpose, in: [care, emergency]}` is false: header `x-purpose` is `research`"
        },
        {
            "GET /header x-purpose=care,research x-dry-run=1", "pages/header",
            "`header: {name: x-purpose, in: [care, emergency]}` is unknown: header `x-purpose` is `care,research`"
        },
        { "GET /header x-purpose=care", "pages/header", "`not: {header: {name: x-dry-run, exists: false}}` is false: header `x-dry-run` is absent" },
        {
            "GET /people/7 x-subject=8", "pages/own",
            "`pathParameter: {name: id, equals: {header: {name: x-subject}}}` is false: path parameter `id` is `7`; header `x-subject` is `8`"
        },
        {
            "GET /pairs/1-2-3", "pages/pair",
            "`pathParameter: {name: left, equals: \"1\"}` is unknown: path parameter `left` cannot be read in one way"
        },
        {
            "POST /body", "pages/body",
            "`body: {pointer: /kind, equals: care}` is unknown: body value `/kind` is absent, and the listener does not say that it sends `body`"
        },
        { "POST /body body={\"kind\":[1,{}]}", "pages/body", "`body: {pointer: /kind, equals: care}` is unknown: body value `/kind` is `1`, a value that cannot be read" },
        { "POST /body body={", "pages/body", "`body: {pointer: /kind, equals: care}` is unknown: body value `/kind` cannot be read in one way" },
        { "GET /hours", "pages/hours", "`time: {zone: Europe/Tallinn, days: [mon], between: [\"08:00\", \"17:00\"]}` is false: it is Wednesday 15:00 in Europe/Tallinn" },
        { "GET /token", "pages/token", "`claim: {issuer: idp, path: sub, equals: x}` is false: claim `sub` of `idp` is absent: no token came" },
        {
            "GET /token apd={\"sub\":\"x\"}", "pages/token",
            "`claim: {issuer: idp, path: sub, equals: x}` is false: claim `sub` of `idp` is absent: the token is of `apd`"
        },
        { "GET /token idp={\"a\":1}", "pages/token", "`claim: {issuer: idp, path: sub, equals: x}` is false: claim `sub` of `idp` is absent" },
        { "GET /token idp={\"sub\":\"y\"}", "pages/token", "`claim: {issuer: idp, path: sub, equals: x}` is false: claim `sub` of `idp` is `y`" },
        { "GET /token idp={", "pages/token", "`claim: {issuer: idp, path: sub, equals: x}` is unknown: claim `sub` of `idp` cannot be read in one way" },
        { "GET /token idp={\"sub\":\"x\"}", "pages/token", "" },
        { "GET /near", "pages/near", "`any: - sourceAddress: {cidr: 10.0.0.0/8} - sni: {equals: a.gov}` is unknown: the source address is absent; the SNI is absent, and the listener does not say that it sends `sni`" },
        { "GET /open x-role=guest", "pages/no-guests", "" },
        { "GET /open x-role=nurse", "pages/no-guests", "`header: {name: x-role, equals: guest}` is false: header `x-role` is `nurse`" },
    };

    [Theory]
    [MemberData(nameof(Details))]
    public void A_rule_says_which_part_did_not_hold_and_what_it_found(string question, string rule, string detail)
    {
        RuleFinding finding = Explain(question).Rules.Single(found => found.Rule.QualifiedName == rule);

        Assert.Equal(detail, string.Concat(finding.Misses.Select(miss => miss.Detail)));
        Assert.All(finding.Misses, miss => Assert.Equal(RuleAspect.Condition, miss.Aspect));
    }

    [Fact]
    public void The_rules_that_match_add_up_to_the_verdict_of_the_tree()
    {
        string[] paths = ["/header", "/people/7", "/PEOPLE/7/", "/people/7;a", "/pairs/1-2", "/pairs/1-2-3", "/body", "/hours", "/token", "/near", "/open", "/who/7"];
        string[] rests =
        [
            "", "x-purpose=care x-dry-run=1", "x-subject=7", "x-subject=7;a", "x-role=guest", "x-role=guest,nurse", "x-role=\u00ff", "body={\"kind\":\"care\"}",
            "body={\"kind\":{}}", "from=10.1.2.3", "from=nobody", "sni=a.gov", "sends=body", "sends=sni",
            "idp={\"sub\":\"x\"}", "apd={\"sub\":\"x\"}",
        ];
        int explained = 0;
        foreach (string question in
            from method in (string[])["GET", "POST"]
            from path in paths
            from rest in rests
            select $"{method} {path} {rest}".TrimEnd())
        {
            Explanation explanation = Explain(question);
            string? first = explanation.Rules.FirstOrDefault(finding => finding.Matched)?.Rule.QualifiedName;
            Assert.True(explanation.Verdict.Rule == first, $"{question}: {explanation.Verdict.Rule} is explained by {first}");
            explained += first is null ? 0 : 1;
        }

        Assert.True(explained > 30, $"only {explained} requests met a rule");
    }

    /// <param name="text">Method, path, and then `name=value`: headers, but for `body`, `from`, `sni`, `sends` and a token's issuer.</param>
    private static Explanation Explain(string text)
    {
        Assert.True(result.Succeeded, string.Join('\n', result.Diagnostics));
        string[] words = text.Split(' ');
        Dictionary<string, string> said = words[2..].Select(word => word.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var question = new AccessQuestion
        {
            From = result.Policies!.Blocks.Single(block => block.Name == "web"),
            Token = TokenOf(said),
            To = result.Policies.Services.Single(),
            Host = "api",
            Method = words[0],
            Target = words[1],
            Time = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero),
            Headers = [.. said.Where(pair => pair.Key.StartsWith("x-", StringComparison.Ordinal))],
            Body = [.. Encoding.UTF8.GetBytes(said.GetValueOrDefault("body", ""))],
            SourceAddress = said.GetValueOrDefault("from"),
            Sni = said.GetValueOrDefault("sni", ""),
            ContextExtensions = said.TryGetValue("sends", out string? sends)
                ? [KeyValuePair.Create(ListenerSends.ExtensionName, sends)]
                : ImmutableArray<KeyValuePair<string, string>>.Empty,
        };
        return DecisionExplainer.Explain(question, result.Policies, result.Tree!);
    }

    private static TokenClaims? TokenOf(Dictionary<string, string> said) => result.Policies!.Issuers
        .Select((issuer, place) => said.TryGetValue(issuer.Name, out string? claims)
            ? new TokenClaims(place, Encoding.UTF8.GetBytes(claims))
            : null)
        .FirstOrDefault(token => token is not null);
}
