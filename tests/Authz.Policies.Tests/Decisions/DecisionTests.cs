using Authz.Policies.Decisions;

namespace Authz.Policies.Tests.Decisions;

public sealed class DecisionTests
{
    [Fact]
    public void A_decision_that_nobody_made_denies()
    {
        Decision decision = default;
        Assert.False(decision.IsAllowed);
        Assert.Equal(Effect.Deny, decision.Effect);
        Assert.Equal(-1, decision.Rule);
        Assert.Equal(-1, decision.Service);
        Assert.Equal(-1, decision.Operation);
        Assert.Equal(-1, decision.ShadowRule);
        Assert.Equal(-1, decision.ExpiredRule);
    }

    [Fact]
    public void A_caller_that_nobody_looked_at_is_rejected()
    {
        Assert.Equal(CallerStatus.Rejected, default(Caller).Status);
        Assert.False(default(Caller).IsProved);
    }

    [Fact]
    public void Every_reason_has_a_token_of_its_own()
    {
        string[] tokens = [.. Enum.GetValues<DecisionReason>().Select(reason => reason.Token())];
        Assert.Equal(tokens.Length, tokens.Distinct().Count());
    }

    public static TheoryData<int, int> Indexes { get; } = new()
    {
        { -1, -1 },
        { 0, 0 },
        { 199_999, 1_999 },
        { Decision.IndexMax, Decision.OperationIndexMax },
    };

    [Theory]
    [MemberData(nameof(Indexes))]
    public void Each_of_its_members_keeps_to_its_own_bits(int index, int operation)
    {
        foreach (bool isSet in (bool[])[false, true])
        {
            Effect effect = isSet ? Effect.Allow : Effect.Deny;
            DecisionReason reason = isSet ? (DecisionReason)byte.MaxValue : DecisionReason.None;
            var decision = new Decision { Effect = effect, Reason = reason, IsUnauthenticated = isSet };
            AssertIs(decision with { Rule = index }, effect, reason, rule: index);
            AssertIs(decision with { Service = index }, effect, reason, service: index);
            AssertIs(decision with { Operation = operation }, effect, reason, operation: operation);
            AssertIs(decision with { ShadowRule = index }, effect, reason, shadowRule: index);
            AssertIs(decision with { ExpiredRule = index }, effect, reason, expiredRule: index);
            AssertIs(decision with { Rule = index, Service = index } with { Rule = -1, Service = -1 }, effect, reason);
        }
    }

    [Theory]
    [MemberData(nameof(Indexes))]
    public void What_is_made_in_one_step_is_what_its_members_would_make(int index, int operation)
    {
        Decision undecided = Decision.Undecided(index, operation);
        Assert.Equal(new Decision { Service = index, Operation = operation }, undecided);
        Decision shadowed = undecided with { ShadowRule = index };
        Assert.Equal(
            shadowed with { Effect = Effect.Allow, Reason = DecisionReason.AllowedByRule, Rule = index },
            shadowed.AllowedBy(index));
    }

    [Fact]
    public void Only_allow_allows() => Assert.False(new Decision { Effect = (Effect)2 }.IsAllowed);

    private static void AssertIs(
        Decision decision,
        Effect effect,
        DecisionReason reason,
        int rule = -1,
        int service = -1,
        int operation = -1,
        int shadowRule = -1,
        int expiredRule = -1)
    {
        Assert.Equal(effect, decision.Effect);
        Assert.Equal(reason, decision.Reason);
        Assert.Equal(effect == Effect.Allow, decision.IsUnauthenticated);
        Assert.Equal(
            (rule, service, operation, shadowRule, expiredRule),
            (decision.Rule, decision.Service, decision.Operation, decision.ShadowRule, decision.ExpiredRule));
    }
}
