using System.Collections.Immutable;

namespace Authz.Policies.Syntax.Shapes;

/// <summary>A value of one shape or another.</summary>
internal sealed class EitherShape(params ImmutableArray<ValueShape> shapes) : ValueShape
{
    public ImmutableArray<ValueShape> Shapes { get; } = shapes;
}
