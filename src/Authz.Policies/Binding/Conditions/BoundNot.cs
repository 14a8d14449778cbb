namespace Authz.Policies.Binding.Conditions;

public sealed class BoundNot : BoundCondition
{
    public required BoundCondition Condition { get; init; }
}
