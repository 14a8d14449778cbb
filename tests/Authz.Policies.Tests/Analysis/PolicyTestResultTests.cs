using Authz.Policies.Analysis;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Text;

namespace Authz.Policies.Tests.Analysis;

public sealed class PolicyTestResultTests
{
    private static readonly Verdict allowed = new(Effect.Allow, DecisionReason.AllowedByRule, "p/r", "b/s", null, null, null);

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("p/r", null, true)]
    [InlineData(null, "allowed", true)]
    [InlineData("p/r", "allowed", true)]
    [InlineData("p/other", null, false)]
    [InlineData("p/other", "allowed", false)]
    [InlineData("p/r", "no_rule", false)]
    public void All_that_a_case_says_must_hold(string? rule, string? reason, bool passes) =>
        Assert.Equal(passes, new PolicyTestResult(Case(Effect.Allow, rule, reason), allowed).Passed);

    [Fact]
    public void The_decision_alone_decides_when_nothing_else_is_said() =>
        Assert.False(new PolicyTestResult(Case(Effect.Deny, null, null), allowed).Passed);

    private static BoundTestCase Case(Effect effect, string? rule, string? reason)
    {
        var block = new BoundBlock
        {
            Index = 0,
            Name = "b",
            Client = null,
            Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty,
            SpiffeIds = [],
            DnsNames = [],
        };
        return new BoundTestCase
        {
            TestName = "t",
            CaseName = "c",
            Span = new SourceSpan(new SourceText("t.yaml", ""), new TextSpan(0, 0)),
            From = null,
            To = new BoundService
            {
                Index = 0,
                Block = block,
                Name = "s",
                BasePath = "",
                Hosts = [],
                Operations = [],
                Methods = [],
                MatrixParametersAllowed = false,
                MethodOverrideIgnored = false,
            },
            Host = "h",
            Method = "GET",
            RawPath = "/",
            Headers = [],
            Time = null,
            ExpectedEffect = effect,
            ExpectedRule = rule,
            ExpectedReason = reason,
        };
    }
}
