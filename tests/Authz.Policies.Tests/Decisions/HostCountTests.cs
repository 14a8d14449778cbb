using System.Globalization;
using Authz.Policies.Decisions;
using Authz.Testing.Naive;

namespace Authz.Policies.Tests.Decisions;

/// <summary>However many hosts a set names, a host is judged by its one form.</summary>
public sealed class HostCountTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(101)]
    [InlineData(10_000)]
    public void A_host_is_found_among_many_in_each_of_its_spellings(int count)
    {
        string last = string.Create(CultureInfo.InvariantCulture, $"host-{count - 1}");
        IEnumerable<string> others = Enumerable.Range(0, count - 1).Select(number => string.Create(CultureInfo.InvariantCulture, $"host-{number}"));
        TreeEvaluator tree = PolicyText.Evaluator(Policies(string.Join(", ", others.Append(last))));

        foreach (string host in new[] { last, last.ToUpperInvariant(), $"{last}.", $"{last}:443", $"{last.ToUpperInvariant()}.:8443" })
        {
            Assert.Equal(DecisionReason.AllowedByRule, tree.Decide(Request(host)).Reason);
        }

        foreach (string host in new[] { $"u@{last}", $"{last},evil", $"evil,{last}", "", $"{last}..", $"{last}:443:1", $"ä{last}" })
        {
            Assert.NotEqual(Effect.Allow, tree.Decide(Request(host)).Effect);
        }

        Assert.Equal(DecisionReason.NoService, tree.Decide(Request($"{last}0")).Reason);
        Assert.Equal(DecisionReason.NoService, tree.Decide(Request($"x{last}")).Reason);
    }

    private static NaiveRequest Request(string host) => new()
    {
        Caller = new NaiveCaller(NaiveCallerKind.Block, "web"),
        Host = host,
        Method = "GET",
        Target = "/public/x",
        RouteBinding = "site/pages",
        Time = DateTimeOffset.UnixEpoch.AddYears(56),
    };

    private static string Policies(string hosts) => $$"""
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: web}
        spec: {identities: [{spiffe: "spiffe://td/ns/a/sa/web"}]}
        ---
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: site}
        spec: {services: [{name: pages, basePath: /, hosts: [{{hosts}}]}]}
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: p}
        spec:
          legalBasis: Test Act
          subjects: [{buildingBlock: web}]
          resources: [{buildingBlock: site, service: pages}]
          rules: [{name: read, effect: allow, methods: [GET], paths: ["/public/**"]}]
        """;
}
