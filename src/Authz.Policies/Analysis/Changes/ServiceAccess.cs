using System.Collections.Immutable;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax;

namespace Authz.Policies.Analysis.Changes;

/// <summary>Who may make which request to one service of one set. Conditions of an allow are taken to hold, those of a deny not.</summary>
internal sealed class ServiceAccess
{
    private const string Anonymous = "(anonymous)";

    private readonly BoundPolicySet set;
    private readonly ImmutableArray<BoundPolicy> policies;

    /// <param name="service">Null: the set has no such service, and nobody may do anything.</param>
    public ServiceAccess(BoundPolicySet set, BoundService? service)
    {
        this.set = set;
        Service = service;
        policies = service is null
            ? []
            : [.. set.Policies.Where(policy => policy.Mode == PolicyMode.Enforce && policy.Services.BinarySearch(service.Index) >= 0)];
    }

    public BoundService? Service { get; }

    public ImmutableArray<BoundOperation> Operations => Service?.Operations ?? [];

    /// <summary>All that speak of the service.</summary>
    public IEnumerable<(BoundPolicy Policy, BoundRule Rule)> Rules => policies.SelectMany(policy => policy.Rules.Select(rule => (policy, rule)));

    /// <summary>Those that speak of a connection to it.</summary>
    public ImmutableArray<(BoundPolicy Policy, BoundRule Rule)> WholeRules => [.. Rules.Where(static rule => rule.Rule.IsWhole)];

    public BoundOperation? OperationOf(string method, string path) =>
        Service is null ? null : OperationFinder.Find(Service, method, path);

    /// <summary>The rules that speak of a request, whoever makes it.</summary>
    public ImmutableArray<(BoundPolicy Policy, BoundRule Rule)> RulesOn(string method, string path)
    {
        if (Service is null || policies.IsEmpty)
        {
            return [];
        }

        string? operation = OperationOf(method, path)?.Id;
        ImmutableHashSet<string> forDeny = OperationFinder.FindLoosely(Service, method, path);
        return
        [
            .. from policy in policies
               from rule in policy.Rules
               where SpeaksOf(rule, method, path, operation, forDeny)
               select (policy, rule),
        ];
    }

    /// <summary>The names of those who may make a request that these rules speak of.</summary>
    public ImmutableSortedSet<string> CallersUnder(ImmutableArray<(BoundPolicy Policy, BoundRule Rule)> rules)
    {
        ImmutableSortedSet<string>.Builder callers = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach ((BoundPolicy policy, BoundRule rule) in rules)
        {
            if (rule.Effect == Effect.Allow)
            {
                callers.UnionWith(NamesOf(policy.Subjects));
            }
        }

        foreach ((BoundPolicy policy, BoundRule rule) in rules)
        {
            if (rule.Effect == Effect.Deny && !IsConditional(policy, rule))
            {
                callers.ExceptWith(NamesOf(policy.Subjects));
            }
        }

        return callers.ToImmutable();
    }

    public IEnumerable<string> NamesOf(BoundSubjects subjects)
    {
        IEnumerable<string> names = subjects.Blocks.Select(block => set.Blocks[block].Name);
        return subjects.Anonymous ? names.Append(Anonymous) : names;
    }

    public static bool IsConditional(BoundPolicy policy, BoundRule rule) =>
        rule.When is not null || policy.From is not null || policy.Until is not null;

    private static bool SpeaksOf(
        BoundRule rule, string method, string path, string? operation, ImmutableHashSet<string> forDeny)
    {
        if (!rule.Operations.IsDefault)
        {
            return rule.Effect switch
            {
                Effect.Allow => operation is not null && rule.Operations.Contains(operation),
                Effect.Deny => rule.Operations.Any(forDeny.Contains),
            };
        }

        bool isMethod = rule.Methods.IsDefault || rule.Methods.Contains(method);
        return isMethod && (rule.Paths.IsDefault || rule.Effect switch
        {
            Effect.Allow => rule.Paths.Any(pattern => PathPatternMatcher.Matches(pattern, path)),
            Effect.Deny => rule.Paths.Any(pattern => PathPatternMatcher.MatchesLoosely(pattern, path)),
        });
    }
}
