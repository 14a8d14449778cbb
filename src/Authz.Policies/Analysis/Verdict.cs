using Authz.Policies.Decisions;

namespace Authz.Policies.Analysis;

/// <summary>A decision with its names looked up in the tree that made it.</summary>
/// <param name="Rule">`policy/rule`, or null where no rule decided.</param>
/// <param name="Service">`block/service`, or null where none was found.</param>
/// <param name="Operation">The operation's id, or null where the request is none.</param>
/// <param name="ShadowRule">`policy/rule` of a policy in shadow mode that matched too.</param>
/// <param name="ExpiredRule">`policy/rule` that would allow what is denied if its policy had not expired.</param>
public sealed record Verdict(
    Effect Effect,
    DecisionReason Reason,
    string? Rule,
    string? Service,
    string? Operation,
    string? ShadowRule,
    string? ExpiredRule)
{
    public bool IsAllowed => Effect == Effect.Allow;

    public static Verdict Of(in Decision decision, DecisionTree tree) => new(
        decision.Effect,
        decision.Reason,
        decision.Rule < 0 ? null : tree.RuleNames[decision.Rule],
        decision.Service < 0 ? null : tree.ServiceNames[decision.Service],
        decision.Operation < 0 ? null : tree.OperationNames[decision.Service][decision.Operation],
        decision.ShadowRule < 0 ? null : tree.RuleNames[decision.ShadowRule],
        decision.ExpiredRule < 0 ? null : tree.RuleNames[decision.ExpiredRule]);
}
