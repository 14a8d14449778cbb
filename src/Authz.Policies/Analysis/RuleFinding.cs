using System.Collections.Immutable;
using Authz.Policies.Binding;

namespace Authz.Policies.Analysis;

/// <summary>What came of one rule.</summary>
/// <param name="Misses">In the order of aspects; empty: the rule matched.</param>
public sealed record RuleFinding(BoundPolicy Policy, BoundRule Rule, ImmutableArray<RuleMiss> Misses)
{
    public bool Matched => Misses.IsEmpty;
}
