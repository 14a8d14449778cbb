using System.Collections.Immutable;

namespace Authz.Policies.Binding.Conditions;

public sealed class BoundAll : BoundCondition
{
    public required ImmutableArray<BoundCondition> Conditions { get; init; }
}
