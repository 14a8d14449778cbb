using System.Text;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;
using Authz.Policies.Tests.Decisions;

namespace Authz.Policies.Tests.Compilation;

/// <summary>Policies that say the same of different callers share what is compiled, and each decision still names its own rule.</summary>
public sealed class SharedTriesTests
{
    private const int Few = 4;
    private const int Many = 64;

    // A pair, its entry and a service's own texts: what is not shared.
    private const int UnitsOfPolicyMax = 8;

    // A node with an edge, and the text of the edge.
    private const int UnitsOfPathMin = 4;

    private static readonly DecisionTree tree = Compile(Many, index => "/records/{id}");

    [Fact]
    public void A_further_policy_that_says_the_same_takes_a_pair_and_an_entry() =>
        Assert.InRange(tree.UnitCount - Compile(Few, _ => "/records/{id}").UnitCount, Many - Few, (Many - Few) * UnitsOfPolicyMax);

    [Fact]
    public void One_that_says_something_else_takes_more() =>
        Assert.True(Compile(Many, index => $"/records-of-an-office-{index}/{{id}}").UnitCount > tree.UnitCount + (Many * UnitsOfPathMin));

    [Fact]
    public void Each_decision_names_the_rule_of_its_own_policy()
    {
        for (int caller = 0; caller < Many; caller++)
        {
            Assert.Equal($"p{caller:00}/read", RuleOf(caller, "/records/7"));
            Assert.Equal($"p{caller:00}/no-secrets", RuleOf(caller, "/RECORDS/secret/"));
            Assert.Equal(caller % 2 == 0 ? $"p{caller:00}/later" : "", RuleOf(caller, "/later/7"));
        }
    }

    private static string RuleOf(int caller, string path)
    {
        var request = new AccessRequest
        {
            HasHttp = true,
            Method = "GET"u8,
            Host = "api"u8,
            Target = Encoding.UTF8.GetBytes(path),
            RouteBinding = "b00/api"u8,
            HasRouteBinding = true,
            Time = new DateTimeOffset(2026, 11, 29, 0, 0, 0, TimeSpan.Zero),
        };
        Decision decision = tree.Decide(in request, Caller.Proved(tree.BlockNames.IndexOf($"b{caller:00}"), IdentityProofs.Spiffe));
        return decision.Rule < 0 ? "" : tree.RuleNames[decision.Rule];
    }

    private static DecisionTree Compile(int callers, Func<int, string> pathOf)
    {
        var text = new StringBuilder();
        for (int i = 0; i < callers; i++)
        {
            // Every second one has a rule more, so that of two that say the same the numbers are not equally far apart.
            string services = i == 0 ? "services: [{name: api, basePath: /, hosts: [api]}]" : "";
            text.Append(i == 0 ? "" : "---\n").Append(
                $$"""
                apiVersion: authz/v1
                kind: BuildingBlock
                metadata: {name: b{{i:00}}}
                spec:
                  owner: t
                  identities: [{spiffe: "spiffe://td/b{{i:00}}"}]
                  {{services}}
                ---
                apiVersion: authz/v1
                kind: AccessPolicy
                metadata: {name: p{{i:00}}}
                spec:
                  legalBasis: Test Act
                  subjects: [{buildingBlock: b{{i:00}}}]
                  resources: [{buildingBlock: b00, service: api}]
                  rules:
                    - {name: read, effect: allow, methods: [GET], paths: ["{{pathOf(i)}}"]}
                    - {name: no-secrets, effect: deny, paths: ["/records/secret"]}

                """);
            text.Append(i % 2 == 0 ? "    - {name: later, effect: allow, methods: [GET], paths: [\"/later/{id}\"]}\n" : "");
        }

        return PolicyText.Compile(text.ToString());
    }
}
