namespace Authz.Policies.Syntax.Shapes;

/// <summary>A list that is not empty.</summary>
internal sealed class ListShape(ValueShape item, int itemsMax = PolicyLimits.ListItemsMax) : ValueShape
{
    public ValueShape Item { get; } = item;

    public int ItemsMax { get; } = itemsMax;
}
