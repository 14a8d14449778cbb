using System.Collections.Immutable;

namespace Authz.Policies.Binding.Conditions;

/// <summary>What a `use` stands for.</summary>
/// <param name="Condition">Null: something in it is wrong, and was reported.</param>
/// <param name="Size">Conditions in it, each `use` counted as what it stands for.</param>
/// <param name="Depth">Conditions within one another, counted likewise.</param>
/// <param name="PathParameters">The path parameters that it looks at, each once.</param>
internal sealed record NamedCondition(
    BoundCondition? Condition, long Size, int Depth, ImmutableArray<string> PathParameters);
