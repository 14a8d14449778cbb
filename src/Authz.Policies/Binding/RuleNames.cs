using System.Collections.Immutable;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax;

namespace Authz.Policies.Binding;

/// <summary>The rules that a test may expect: those that are written, and those that a room stands for.</summary>
internal sealed class RuleNames
{
    private readonly Dictionary<string, Effect> effects = new(StringComparer.Ordinal);
    private readonly HashSet<string> brokenPolicies = new(StringComparer.Ordinal);

    public RuleNames(DocumentTable documents, ImmutableArray<BoundPolicy> rooms)
    {
        foreach (AccessPolicySyntax policy in documents.AccessPolicies)
        {
            if (policy.HasErrors)
            {
                brokenPolicies.Add(policy.Name.Value);
            }

            foreach (RuleSyntax rule in policy.Rules)
            {
                effects[$"{policy.Name.Value}/{rule.Name.Value}"] = rule.Effect.Value;
            }
        }

        brokenPolicies.UnionWith(documents.Rooms.Where(room => room.HasErrors).Select(RoomBinder.PolicyNameOf));
        foreach (BoundRule rule in rooms.SelectMany(room => room.Rules))
        {
            effects[rule.QualifiedName] = rule.Effect;
        }
    }

    public IReadOnlyCollection<string> All => effects.Keys;

    public Effect? EffectOf(string rule) => effects.TryGetValue(rule, out Effect effect) ? effect : null;

    /// <summary>Whether the policy before the slash has an error, to which a rule may have been lost.</summary>
    public bool IsOfBrokenPolicy(string rule) => brokenPolicies.Contains(rule[..rule.IndexOf('/')]);
}
