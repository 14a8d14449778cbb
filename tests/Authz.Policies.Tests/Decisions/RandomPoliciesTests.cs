using Authz.Policies.Decisions;

namespace Authz.Policies.Tests.Decisions;

public sealed class RandomPoliciesTests(RandomRun run, ITestOutputHelper output) : IClassFixture<RandomRun>
{
    public static TheoryData<DecisionReason> Reasons =>
    [
        DecisionReason.AllowedByRule, DecisionReason.DeniedByRule, DecisionReason.NoRule, DecisionReason.NonCanonical,
        DecisionReason.BadHost, DecisionReason.NoService, DecisionReason.RouteNotBound, DecisionReason.RouteMismatch,
        DecisionReason.UnknownMethod, DecisionReason.MethodOverride, DecisionReason.CredentialsMissing,
        DecisionReason.UnknownCaller,
    ];

    public static TheoryData<string> DecisiveConstructs =>
    [
        "effect: allow", "effect: deny", "methods", "operations", "mode: enforce", "validity",
        "path: *", "path: * inside a segment", "path: **", "path: literal", "path: slash at the end", "path: {name}",
        "path: {name} inside a segment",
        "resource: all", "resource: block", "resource: group", "resource: labels", "resource: service",
        "subject: anonymous", "subject: authenticated", "subject: buildingBlock", "subject: group", "subject: labels",
    ];

    public static TheoryData<string> DecisiveConditions =>
    [
        "condition: all", "condition: any", "condition: not", "condition: use", "condition: time",
        "condition: body", "condition: claim", "condition: contextExtension", "condition: header", "condition: metadata",
        "condition: pathParameter", "condition: query", "condition: sni", "condition: sourceAddress",
        "operand: attribute", "quantifier: all", "quantifier: any",
        "operator: cidr", "operator: contains", "operator: containsText", "operator: equals", "operator: exists",
        "operator: in", "operator: matches", "operator: prefix", "operator: suffix",
    ];

    [Fact]
    public void The_tree_decides_as_the_naive_evaluator_does()
    {
        IEnumerable<string> shrunken = run.Disagreements.Select(found => Shrinking.Shrink(found).ToString());
        Assert.True(
            run.DisagreementCount == 0, $"{run.DisagreementCount} disagreements\n{string.Join("\n\n", shrunken)}");
    }

    [Fact]
    public void A_good_part_of_the_random_requests_is_allowed()
    {
        output.WriteLine(run.Tally.ToString());

        Assert.InRange(run.Tally.ShareOf(DecisionReason.AllowedByRule), 0.1, 0.5);
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_reason_is_met(DecisionReason reason) =>
        Assert.True(run.Tally.ShareOf(reason) >= 0.002, run.Tally.ToString());

    [Theory]
    [MemberData(nameof(DecisiveConstructs))]
    public void Every_construct_decides(string construct) =>
        Assert.True(run.Tally.ShareDecidedBy(construct) >= 0.01, run.Tally.ToString());

    [Theory]
    [MemberData(nameof(DecisiveConditions))]
    public void Every_part_of_a_condition_stands_in_rules_that_decide(string construct) =>
        Assert.True(run.Tally.ShareDecidedBy(construct) >= 0.005, run.Tally.ToString());

    [Theory]
    [InlineData("room: administer-type")]
    [InlineData("room: publish")]
    [InlineData("room: manage-published")]
    [InlineData("room: list-subscriptions")]
    [InlineData("room: subscribe")]
    [InlineData("room: pull")]
    [InlineData("room: acknowledge")]
    public void Every_role_in_a_room_decides(string construct) =>
        Assert.True(run.Tally.ShareDecidedBy(construct) >= 0.0005, run.Tally.ToString());

    [Fact]
    public void Shadow_policies_are_there_and_decide_nothing()
    {
        Assert.True(run.Tally.ShareOfSetsWith("mode: shadow") >= 0.1, run.Tally.ToString());
        Assert.Equal(0, run.Tally.ShareDecidedBy("mode: shadow"));
    }
}
