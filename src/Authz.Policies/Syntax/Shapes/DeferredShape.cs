namespace Authz.Policies.Syntax.Shapes;

/// <summary>A shape that is looked up when it is needed, so that a shape can stand within itself.</summary>
internal sealed class DeferredShape(Func<ValueShape> find) : ValueShape
{
    public ValueShape Target => find();
}
