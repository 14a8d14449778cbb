using System.Collections.Immutable;

namespace Authz.Policies.Binding.Conditions;

public sealed class BoundAny : BoundCondition
{
    public required ImmutableArray<BoundCondition> Conditions { get; init; }
}
