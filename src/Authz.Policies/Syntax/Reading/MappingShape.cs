using System.Collections.Immutable;

namespace Authz.Policies.Syntax.Reading;

/// <summary>The keys that a mapping may have.</summary>
/// <param name="Concept">What the mapping is to its author, with an article: `a service`.</param>
/// <param name="Keys">Those that are understood.</param>
/// <param name="LaterKeys">Those that the language has and this version does not understand. INVARIANT: they are
/// refused, for a condition that is ignored grants what it should have withheld.</param>
internal sealed record MappingShape(string Concept, ImmutableArray<string> Keys, ImmutableArray<string> LaterKeys)
{
    public MappingShape(string concept, params ImmutableArray<string> keys) : this(concept, keys, [])
    {
    }
}
