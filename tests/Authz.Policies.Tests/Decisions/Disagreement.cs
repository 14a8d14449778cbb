using Authz.Policies.Decisions;
using Authz.Testing.Naive;

namespace Authz.Policies.Tests.Decisions;

/// <summary>A request on which the compiled tree and the naive evaluator answer differently.</summary>
internal sealed record Disagreement(string Policies, NaiveRequest Request, NaiveDecision Naive, NaiveDecision Tree)
{
    public static bool Between(NaiveRequest request, NaiveDecision naive, NaiveDecision tree) =>
        naive != tree && !BothRefuseMatrixParameter(request, naive, tree);

    /// <summary>What a person needs to judge who is right, and to keep the request as a case.</summary>
    public override string ToString() => $"""
        tree:  {Tree} (shadow {Tree.ShadowRule ?? "none"}, expired {Tree.ExpiredRule ?? "none"})
        naive: {Naive} (shadow {Naive.ShadowRule ?? "none"}, expired {Naive.ExpiredRule ?? "none"})
        {Request}
        {Policies}
        """;

    /// <summary>
    /// A `;` may be refused at once, or once the service is known, or after the service's other objections: which of
    /// several refusals is named is left open.
    /// </summary>
    private static bool BothRefuseMatrixParameter(NaiveRequest request, NaiveDecision naive, NaiveDecision tree)
    {
        string path = request.Target.Split('?')[0];
        bool hasParameter = path.Contains(';') || path.Contains("%3b", StringComparison.OrdinalIgnoreCase);
        return hasParameter && IsBeforeRules(naive) && IsBeforeRules(tree);
    }

    private static bool IsBeforeRules(NaiveDecision decision) => decision.Reason
        is DecisionReason.NonCanonical or DecisionReason.BadHost or DecisionReason.NoService
        or DecisionReason.RouteNotBound or DecisionReason.RouteMismatch
        or DecisionReason.UnknownMethod or DecisionReason.MethodOverride;
}
