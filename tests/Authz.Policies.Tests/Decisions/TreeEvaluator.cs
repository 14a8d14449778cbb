using System.Globalization;
using Authz.Policies.Decisions;
using Authz.Testing.Naive;

namespace Authz.Policies.Tests.Decisions;

/// <summary>Asks the compiled tree, and gives its answer in names.</summary>
internal sealed class TreeEvaluator(DecisionTree tree)
{
    public NaiveDecision Decide(NaiveRequest request)
    {
        Decision decision = tree.Decide(new RequestBytes(request).ToAccessRequest(), CallerOf(request.Caller));
        string? rule = decision.Rule < 0 ? null : tree.RuleNames[decision.Rule];
        return new NaiveDecision(decision.Effect, decision.Reason, rule, decision.IsUnauthenticated);
    }

    private Caller CallerOf(NaiveCaller caller) => caller.Kind switch
    {
        NaiveCallerKind.Anonymous => Caller.Anonymous,
        NaiveCallerKind.Unknown => Caller.Unknown,
        NaiveCallerKind.Block => Caller.Proved(IndexOf(caller.Block), IdentityProof.Spiffe),
    };

    private int IndexOf(string? block)
    {
        int index = tree.BlockNames.IndexOf(block ?? "");
        Assert.True(index >= 0, string.Create(CultureInfo.InvariantCulture, $"no block {block}"));
        return index;
    }
}
