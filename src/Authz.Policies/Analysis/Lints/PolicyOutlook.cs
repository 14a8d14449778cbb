using System.Collections.Immutable;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax;

namespace Authz.Policies.Analysis.Lints;

/// <summary>What the rules of one policy can come to from now on, whatever is asked.</summary>
/// <param name="Denies">Those that deny all they speak of, whatever the request says.</param>
internal sealed record PolicyOutlook(
    BoundPolicy Policy, ImmutableArray<AllowOutlook> Allows, ImmutableArray<BoundRule> Denies)
{
    public static PolicyOutlook Of(BoundPolicySet set, BoundPolicy policy, DateTimeOffset now)
    {
        ConditionOutlook conditions = ConditionOutlook.Of(set, policy);
        AllowHindrance? hindrance = HindranceOf(policy, now);
        return new PolicyOutlook(
            policy,
            [
                .. policy.Rules.Where(rule => rule.Effect == Effect.Allow).Select(rule =>
                    new AllowOutlook(policy, rule, hindrance ?? HindranceOf(rule, conditions))),
            ],
            hindrance is null ? [.. policy.Rules.Where(rule => AlwaysDenies(rule, conditions))] : []);
    }

    private static AllowHindrance? HindranceOf(BoundPolicy policy, DateTimeOffset now) => policy switch
    {
        { Mode: PolicyMode.Shadow } => AllowHindrance.InShadow,
        { Until: { } until } when until <= now => AllowHindrance.Ended,

        // A block without identities is a caller nevertheless where a route names it by `authz.caller`.
        { Subjects: { Anonymous: false, Blocks.IsEmpty: true } } => AllowHindrance.NoSubjects,
        _ => null,
    };

    private static AllowHindrance? HindranceOf(BoundRule rule, ConditionOutlook conditions) =>
        rule.When is { } when && !conditions.Of(when).HasFlag(ConditionOutcomes.True) ? AllowHindrance.NeverHolds : null;

    // What is unknown denies as well.
    private static bool AlwaysDenies(BoundRule rule, ConditionOutlook conditions) => rule.Effect == Effect.Deny
        && (rule.When is not { } when || !conditions.Of(when).HasFlag(ConditionOutcomes.False));
}
