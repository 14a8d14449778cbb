using System.Collections.Immutable;
using Authz.Policies.Binding;
using Authz.Policies.Binding.Conditions;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Decisions.Conditions.Json;

namespace Authz.Policies.Compilation.Passes;

/// <summary>
/// Gathers the paths of claims by their issuer: a token has one, and is searched for what is asked of that one alone.
/// </summary>
internal sealed class ClaimTrieBuilder
{
    private const string Scope = "scope";

    private readonly Dictionary<string, int> issuers = new(StringComparer.Ordinal);
    private readonly PointerTrieBuilder?[] tries;

    public ClaimTrieBuilder(ImmutableArray<BoundIssuer> issuers)
    {
        tries = new PointerTrieBuilder?[issuers.Length];
        for (int i = 0; i < issuers.Length; i++)
        {
            this.issuers.Add(issuers[i].Name, i);
        }
    }

    /// <summary>A slot whose number is to be looked up once the tries are built.</summary>
    public AttributeSlot Add(AttributeReference claim)
    {
        // Binding has refused names that no issuer has.
        int issuer = issuers[claim.Name];
        PointerTrieBuilder trie = tries[issuer] ??= new PointerTrieBuilder();
        return new AttributeSlot(AttributeKind.Claim, [], trie.Add(claim.Path), [])
        {
            Issuer = issuer,
            HasWords = claim.Path is [Scope],
        };
    }

    /// <param name="numbers">By issuer, what a slot's number has become.</param>
    public PointerTrie?[] Build(out int[][] numbers)
    {
        numbers = new int[tries.Length][];
        var built = new PointerTrie?[tries.Length];
        for (int i = 0; i < tries.Length; i++)
        {
            numbers[i] = [];
            built[i] = tries[i]?.Build(out numbers[i]);
        }

        return built;
    }
}
