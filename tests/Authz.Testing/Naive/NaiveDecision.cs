using Authz.Policies.Decisions;

namespace Authz.Testing.Naive;

/// <param name="Rule">`policy/rule`: the rule that decided, if one did.</param>
/// <param name="IsUnauthenticated">Denied for want of credentials: 401 and not 403.</param>
public sealed record NaiveDecision(Effect Effect, DecisionReason Reason, string? Rule, bool IsUnauthenticated)
{
    /// <summary>The first rule in shadow mode that matched too, a deny before an allow.</summary>
    public string? ShadowRule { get; init; }

    /// <summary>Of what is denied, the first rule that would allow it if its policy had not run out.</summary>
    public string? ExpiredRule { get; init; }

    public static NaiveDecision Denied(DecisionReason reason) => new(Effect.Deny, reason, null, false);

    /// <summary>As a case file writes it: the reason's token, then the rule, then `401`.</summary>
    public override string ToString()
    {
        string rule = Rule is null ? "" : $" {Rule}";
        string status = IsUnauthenticated ? " 401" : "";
        return $"{Reason.Token()}{rule}{status}";
    }
}
