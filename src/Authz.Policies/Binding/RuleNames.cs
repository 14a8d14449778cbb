using System.Collections.Immutable;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax;

namespace Authz.Policies.Binding;

/// <summary>The rules that a test may expect: those that are written, and those that a room stands for.</summary>
internal sealed class RuleNames
{
    private readonly Dictionary<string, Effect?> effects = new(StringComparer.Ordinal);
    private readonly HashSet<string> brokenPolicies = new(StringComparer.Ordinal);

    public RuleNames(DocumentTable documents, ImmutableArray<BoundPolicy> rooms)
    {
        foreach (AccessPolicySyntax policy in documents.AccessPolicies)
        {
            if (policy is { HasErrors: true, RulesAreWhole: false })
            {
                brokenPolicies.Add(policy.Name.Value);
            }

            foreach (RuleSyntax rule in policy.Rules)
            {
                effects[$"{policy.Name.Value}/{rule.Name.Value}"] = rule.HasEffect ? rule.Effect.Value : null;
            }
        }

        brokenPolicies.UnionWith(documents.Rooms.Where(room => room.HasErrors).Select(RoomBinder.PolicyNameOf));
        foreach (BoundRule rule in rooms.SelectMany(room => room.Rules))
        {
            effects[rule.QualifiedName] = rule.Effect;
        }
    }

    public IReadOnlyCollection<string> All => effects.Keys;

    /// <param name="effect">Null: what the rule does is not known.</param>
    public bool TryFind(string rule, out Effect? effect) => effects.TryGetValue(rule, out effect);

    /// <summary>Whether the policy before the slash has lost a rule to an error.</summary>
    public bool IsOfBrokenPolicy(string rule) => brokenPolicies.Contains(rule[..rule.IndexOf('/')]);
}
