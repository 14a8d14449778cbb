using System.Collections.Immutable;

namespace Authz.Policies.Syntax.Shapes;

/// <summary>A value whose shape is told by the word of a key beside it: `spec` by `kind`.</summary>
internal sealed class ToldShape(string key, params ImmutableArray<(string Word, ValueShape Shape)> shapes) : ValueShape
{
    public string Key { get; } = key;

    public ImmutableArray<(string Word, ValueShape Shape)> Shapes { get; } = shapes;
}
