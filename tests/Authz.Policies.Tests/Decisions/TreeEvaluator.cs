using System.Globalization;
using System.Text;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Requests;
using Authz.Testing.Naive;

namespace Authz.Policies.Tests.Decisions;

/// <summary>Asks the compiled tree, and gives its answer in names.</summary>
internal sealed class TreeEvaluator(DecisionTree tree, BoundPolicySet policies)
{
    public NaiveDecision Decide(NaiveRequest request)
    {
        AccessRequest access = new RequestBytes(request).ToAccessRequest();
        Caller caller = CallerOf(request);
        Decision decision = tree.Decide(in access, in caller);

        // Whoever wants to know what the conditions came to gets the same decision.
        ConditionTrail trail = default;
        Assert.Equal(decision, tree.Decide(in access, in caller, ref trail));
        var named = new NaiveDecision(
            decision.Effect, decision.Reason, NameOf(decision.Rule), decision.IsUnauthenticated);

        // Of two readings it is left open which one the notes are about.
        string path = request.Target.Split('?')[0];
        bool hasTwoReadings = path.Contains(';') || path.Contains("%3b", StringComparison.OrdinalIgnoreCase);
        return hasTwoReadings
            ? named
            : named with { ShadowRule = NameOf(decision.ShadowRule), ExpiredRule = NameOf(decision.ExpiredRule) };
    }

    public Caller CallerOf(NaiveRequest request) => CallerOf(request.Caller) with { Claims = ClaimsOf(request.Token) };

    private Caller CallerOf(NaiveCaller caller) => caller.Kind switch
    {
        NaiveCallerKind.Anonymous => Caller.Anonymous,
        NaiveCallerKind.Unknown => Caller.Unknown,
        NaiveCallerKind.Block => Caller.Proved(IndexOf(caller.Block), IdentityProofs.Spiffe),
    };

    private string? NameOf(int rule) => rule < 0 ? null : tree.RuleNames[rule];

    private TokenClaims? ClaimsOf(NaiveToken? token)
    {
        int issuer = token is null ? -1 : policies.Issuers.Select(one => one.Name).ToList().IndexOf(token.Issuer);

        // A token of somebody whom the set does not know is none.
        return token is null || issuer < 0 ? null : new TokenClaims(issuer, Encoding.Latin1.GetBytes(token.Claims));
    }

    private int IndexOf(string? block)
    {
        int index = tree.BlockNames.IndexOf(block ?? "");
        Assert.True(index >= 0, string.Create(CultureInfo.InvariantCulture, $"no block {block}"));
        return index;
    }
}
