using System.Collections.Immutable;

namespace Authz.Policies.Syntax.Shapes;

/// <summary>One of a few words.</summary>
internal sealed class WordShape(params ImmutableArray<string> words) : ValueShape
{
    public ImmutableArray<string> Words { get; } = words;
}
