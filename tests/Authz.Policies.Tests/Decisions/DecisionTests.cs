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
}
