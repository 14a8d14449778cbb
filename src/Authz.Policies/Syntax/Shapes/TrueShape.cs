namespace Authz.Policies.Syntax.Shapes;

/// <summary>`true` and nothing else.</summary>
internal sealed class TrueShape : ValueShape
{
    public static TrueShape Instance { get; } = new();
}
