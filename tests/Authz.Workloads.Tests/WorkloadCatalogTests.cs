using System.Text;
using Authz.Workloads.Policies;
using Authz.Workloads.Requests;

namespace Authz.Workloads.Tests;

/// <summary>What a load test is worth: each request is answered by the real tree as it was made to be.</summary>
public sealed class WorkloadCatalogTests
{
    private const int Rules = 230;
    private const int Requests = 120;

    public static TheoryData<string> Names => [.. WorkloadCatalog.All.Select(mix => mix.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_request_of_a_mix_is_decided_as_it_was_made_to_be(string name)
    {
        Workload workload = Create(name);
        var served = new ServedWorkload(workload);
        Assert.Empty(served.Diagnostics);
        Assert.All(workload.Requests, request =>
        {
            (bool isAllowed, string reason, string? rule) = served.Decide(request.Message);
            Assert.Equal((request.Expected == ExpectedVerdict.Allowed, request.Reason, request.Rule), (isAllowed, reason, rule));
        });
    }

    [Fact]
    public void Where_callers_are_withdrawn_the_same_requests_have_other_verdicts()
    {
        Workload whole = Create("mixed");
        Workload withdrawn = whole.Withdrawn(3);
        var served = new ServedWorkload(withdrawn);
        Assert.Empty(served.Diagnostics);
        Assert.Equal(whole.Requests.Select(request => request.Message), withdrawn.Requests.Select(request => request.Message));
        Assert.InRange(whole.Requests.Zip(withdrawn.Requests).Count(pair => pair.First.Expected != pair.Second.Expected), Requests / 6, Requests / 2);
        Assert.All(withdrawn.Requests, request =>
            Assert.Equal((request.Expected == ExpectedVerdict.Allowed), served.Decide(request.Message).IsAllowed));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_seed_gives_the_same_workload_again_and_another_seed_another_one(string name)
    {
        const int requests = 12;
        Workload first = Create(name, requests: requests);
        Workload again = Create(name, requests: requests);
        Assert.Equal(first.Policies, again.Policies);
        Assert.Equal(first.Requests.Select(request => request.Message), again.Requests.Select(request => request.Message));
        Workload other = Create(name, seed: 2, requests);
        Assert.NotEqual(first.Policies, other.Policies);
        Assert.NotEqual(first.Requests[0].Message, other.Requests[0].Message);
    }

    [Theory]
    [InlineData("jwt-cold")]
    [InlineData("flood-tokens")]
    public void Each_request_of_a_cold_mix_has_a_token_of_its_own(string name) =>
        Assert.Equal(Requests, Create(name).Requests.Select(TokenOf).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void The_refused_mix_has_every_way_to_be_refused()
    {
        string[] reasons = ["credentials_missing", "denied_by_rule", "no_rule", "non_canonical", "route_mismatch", "unknown_caller"];
        Assert.Equal(reasons, Create("refused").Requests.Select(request => request.Reason).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["allowed", .. reasons], Create("mixed").Requests.Select(request => request.Reason).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("allowed", 1300, 1420)]
    [InlineData("real", 1950, 2200)]
    public void A_request_has_the_size_that_the_figures_speak_of(string name, int bytesMin, int bytesMax) =>
        Assert.All(Create(name).Requests, request => Assert.InRange(request.Message.Length, bytesMin, bytesMax));

    [Theory]
    [InlineData(10, 20)]
    [InlineData(1_000, 50)]
    [InlineData(10_000, 158)]
    [InlineData(100_000, 500)]
    public void A_country_grows_with_its_rules(int rules, int blocks)
    {
        var world = new PolicyWorld(rules, 1);
        Assert.Equal((rules, blocks), (world.Grants.Count, world.BlockCount));
        Assert.DoesNotContain(world.Grants, grant => grant.Caller == grant.Target);
    }

    [Theory]
    [InlineData(PolicyWorld.RulesMin - 1)]
    [InlineData(PolicyWorld.RulesMax + 1)]
    public void A_country_has_at_least_one_policy_and_no_more_rules_than_fit(int rules) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PolicyWorld(rules, 1));

    private static Workload Create(string name, int seed = 1, int requests = Requests) =>
        Workload.Create(WorkloadCatalog.Find(name) ?? throw new InvalidOperationException(name), Rules, seed, requests);

    private static string TokenOf(WorkloadRequest request)
    {
        string text = Encoding.Latin1.GetString(request.Message);
        int start = text.IndexOf("Bearer ", StringComparison.Ordinal);
        return text[start..text.IndexOf('\n', start)];
    }
}
