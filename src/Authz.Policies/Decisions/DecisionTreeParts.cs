using System.Collections.Frozen;
using System.Collections.Immutable;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions.Answers;

namespace Authz.Policies.Decisions;

/// <summary>What the passes of the compiler made, ready to be put together.</summary>
internal sealed record DecisionTreeParts
{
    public required ServiceIndex Services { get; init; }

    /// <summary>By service index.</summary>
    public required ServiceTable Terms { get; init; }

    public required MethodTable Methods { get; init; }

    public required int[] ClassOfBlock { get; init; }

    public required int AnonymousClass { get; init; }

    public required PairIndex Entries { get; init; }

    public required AccessRules Rules { get; init; }

    public required RouteBindingMode RouteBinding { get; init; }

    public required ImmutableArray<string> BlockNames { get; init; }

    public required ImmutableArray<string> ServiceNames { get; init; }

    public required ImmutableArray<string> RuleNames { get; init; }

    public required FrozenDictionary<int, AllowAnswer> AllowAnswers { get; init; }

    public required FrozenDictionary<int, DenyAnswer> DenyAnswers { get; init; }

    public required ImmutableArray<ImmutableArray<string>> OperationNames { get; init; }

    /// <exception cref="ArgumentException">There are more rules, services or operations than a decision can name. Binding holds limits far below.</exception>
    public void ThrowUnlessNameable()
    {
        if (Math.Max(RuleNames.Length, ServiceNames.Length) > Decision.IndexMax
            || OperationNames.Any(static names => names.Length > Decision.OperationIndexMax))
        {
            throw new ArgumentException("more rules, services or operations than a decision can name");
        }
    }
}
