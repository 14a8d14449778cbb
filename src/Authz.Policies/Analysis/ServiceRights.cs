using System.Collections.Immutable;
using Authz.Policies.Analysis.Changes;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax;

namespace Authz.Policies.Analysis;

/// <summary>
/// Who may call a service, for lists that people read: conditions of an allow are taken to hold, those of a deny not. What is decided
/// of a request only the tree says.
/// </summary>
public static class ServiceRights
{
    /// <summary>Names of blocks that may make some request to it, at that time.</summary>
    public static ImmutableSortedSet<string> CallersOf(BoundPolicySet set, BoundService service, DateTimeOffset time)
    {
        ImmutableArray<(BoundPolicy Policy, BoundRule Rule)> rules =
        [
            .. from policy in set.Policies
               where policy.Mode == PolicyMode.Enforce && policy.Services.BinarySearch(service.Index) >= 0 && IsValidAt(policy, time)
               from rule in policy.Rules
               where rule.Effect == Effect.Allow || rule.IsWhole
               select (policy, rule),
        ];
        return new ServiceAccess(set, service).CallersUnder(rules);
    }

    /// <summary>Names of blocks that may call that operation, at that time.</summary>
    public static ImmutableSortedSet<string> CallersOf(BoundPolicySet set, BoundService service, BoundOperation operation, DateTimeOffset time)
    {
        var access = new ServiceAccess(set, service);
        return access.CallersUnder([.. access.RulesOn(operation.Method, PathWitness.Of(operation.Path)).Where(rule => IsValidAt(rule.Policy, time))]);
    }

    private static bool IsValidAt(BoundPolicy policy, DateTimeOffset time) =>
        (policy.From is not { } from || from <= time) && (policy.Until is not { } until || time < until);
}
