using System.Collections.Immutable;

namespace Authz.Policies.Syntax.Shapes;

/// <summary>A mapping with keys of the language.</summary>
/// <param name="concept">What the mapping is to its author, with an article: `a service`.</param>
internal sealed class MappingShape(string concept, params ImmutableArray<KeyShape> keys) : ValueShape
{
    public string Concept { get; } = concept;

    public ImmutableArray<KeyShape> Keys { get; } = keys;

    public ImmutableArray<string> Names { get; } = [.. keys.Select(key => key.Name)];

    public ImmutableArray<string> RequiredNames { get; } = [.. keys.Where(key => key.IsRequired).Select(key => key.Name)];

    /// <summary>Of these keys exactly one is there.</summary>
    public ImmutableArray<string> ExactlyOne { get; init; } = [];

    /// <summary>Of these keys one is there, or several.</summary>
    public ImmutableArray<string> AtLeastOne { get; init; } = [];

    public ImmutableArray<KeyRule> Rules { get; init; } = [];

    /// <summary>
    /// Keys that the language has and this version does not understand. INVARIANT: they are refused, for a condition
    /// that is ignored grants what it should have withheld.
    /// </summary>
    public ImmutableArray<string> LaterKeys { get; init; } = [];

    /// <summary>Keys that stand elsewhere in the language; the reader refuses them in its own words.</summary>
    public ImmutableArray<string> RefusedKeys { get; init; } = [];

    /// <summary>Null: the mapping has no such key.</summary>
    public KeyShape? Find(string name) => Keys.FirstOrDefault(key => key.Name == name);

    /// <summary>Whether the key is needed because of another one.</summary>
    public bool IsNeededByRule(string name) => Rules.Any(rule => rule.Needs.Any(set => set.Contains(name)));
}
