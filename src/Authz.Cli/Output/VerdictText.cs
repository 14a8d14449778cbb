using System.Text.Json.Nodes;
using Authz.Policies.Analysis;
using Authz.Policies.Decisions;

namespace Authz.Cli.Output;

internal static class VerdictText
{
    public static string WordOf(Effect effect) => effect switch { Effect.Allow => "allow", Effect.Deny => "deny" };

    /// <summary>`deny by policy/rule (denied_by_rule)`; what is not said is left out.</summary>
    public static string Of(Effect effect, string? rule, string? reason) =>
        WordOf(effect) + (rule is null ? "" : $" by {rule}") + (reason is null ? "" : $" ({reason})");

    public static string Of(Verdict verdict) => Of(verdict.Effect, verdict.Rule, verdict.Reason.Token());

    public static JsonObject ToJson(Verdict verdict) => new()
    {
        ["decision"] = WordOf(verdict.Effect),
        ["reason"] = verdict.Reason.Token(),
        ["rule"] = verdict.Rule,
        ["service"] = verdict.Service,
        ["operation"] = verdict.Operation,
        ["shadowRule"] = verdict.ShadowRule,
        ["expiredRule"] = verdict.ExpiredRule,
    };
}
