namespace Authz.Policies.Syntax.Shapes;

/// <summary>`true` or `false`.</summary>
internal sealed class BooleanShape : ValueShape
{
    public static BooleanShape Instance { get; } = new();
}
