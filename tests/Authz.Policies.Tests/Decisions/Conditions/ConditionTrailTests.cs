using System.Globalization;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Requests;

namespace Authz.Policies.Tests.Decisions.Conditions;

/// <summary>What a decision tells of the conditions that it asked. That it decides the same is held by <see cref="RandomPoliciesTests"/>.</summary>
public sealed class ConditionTrailTests
{
    private const string Head = """
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: web}
        spec:
          owner: t
          identities: [{spiffe: "spiffe://td/web"}]
          services: [{name: api, basePath: /r1, hosts: [api], matrixParameters: allow}]
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: p}
        spec:
          legalBasis: Test Act
          subjects: [{buildingBlock: web}]
          resources: [{buildingBlock: web, service: api}]
          rules:
        """;

    private const string ThreeOutcomes = """
              - {name: plain, effect: allow, methods: [POST], paths: ["/**"]}
              - {name: role, effect: deny, methods: [GET], when: [header: {name: x-role, equals: guest}]}
              - {name: kind, effect: allow, methods: [GET], paths: ["/**"], when: [body: {pointer: /kind, equals: a}]}
              - {name: nurse, effect: allow, methods: [GET], paths: ["/**"], when: [header: {name: x-role, equals: nurse}]}
        """;

    [Fact]
    public void Each_condition_that_was_asked_is_there_with_its_outcome()
    {
        (Decision decision, string[] trail, int missed) = Decide(ThreeOutcomes, "/r1/a");

        Assert.True(decision.IsAllowed);
        Assert.Equal(["p/role False", "p/kind Unknown", "p/nurse True"], trail);
        Assert.Equal(0, missed);
    }

    [Fact]
    public void A_decision_without_conditions_has_no_trail()
    {
        (Decision decision, string[] trail, int missed) = Decide("      - {name: plain, effect: allow, methods: [GET], paths: [/**]}", "/r1/a");

        Assert.True(decision.IsAllowed);
        Assert.Empty(trail);
        Assert.Equal(0, missed);
    }

    [Fact]
    public void Two_readings_of_a_path_that_come_to_the_same_are_told_once()
    {
        (_, string[] trail, int missed) = Decide(ThreeOutcomes, "/r1/a;v=1");

        Assert.Equal(["p/role False", "p/kind Unknown", "p/nurse True"], trail);
        Assert.Equal(0, missed);
    }

    [Theory]
    [InlineData(ConditionTrail.LengthMax, 0)]
    [InlineData(ConditionTrail.LengthMax + 1, 1)]
    [InlineData(ConditionTrail.LengthMax + 5, 5)]
    public void What_is_beyond_its_length_is_counted(int rules, int missedExpected)
    {
        string text = string.Join('\n', Enumerable.Range(0, rules).Select(number => string.Create(
            CultureInfo.InvariantCulture,
            $$"""      - {name: r{{number}}, effect: deny, methods: [GET], when: [header: {name: x-role, equals: "{{number}}"}]}""")));

        (Decision decision, string[] trail, int missed) = Decide(text, "/r1/a");

        Assert.Equal(DecisionReason.NoRule, decision.Reason);
        Assert.Equal(Enumerable.Range(0, ConditionTrail.LengthMax).Select(number => $"p/r{number} False"), trail);
        Assert.Equal(missedExpected, missed);
    }

    [Fact]
    public void Beyond_its_length_there_is_nothing_to_read()
    {
        ConditionTrail trail = default;
        trail.Note(0, Ternary.True);

        Assert.Equal(new ConditionOutcome(0, Ternary.True), trail[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => trail[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => trail[-1]);
    }

    private static (Decision Decision, string[] Trail, int Missed) Decide(string rules, string target)
    {
        DecisionTree tree = PolicyText.Compile($"{Head}\n{rules}");
        AccessRequest request = new RequestText([KeyValuePair.Create("x-role", "nurse")])
        {
            Method = "GET",
            Target = target,
            Host = "api",
            RouteBinding = "web/api",
            Time = default,
        }.ToRequest();
        ConditionTrail trail = default;
        Decision decision = tree.Decide(in request, Caller.Proved(0, IdentityProofs.Spiffe), ref trail);
        ConditionTrail kept = trail;
        return (
            decision,
            [.. Enumerable.Range(0, kept.Length).Select(i => $"{tree.RuleNames[kept[i].Rule]} {kept[i].Outcome}")],
            kept.Missed);
    }
}
