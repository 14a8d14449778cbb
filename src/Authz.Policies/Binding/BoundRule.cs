using System.Collections.Immutable;
using Authz.Policies.Binding.Conditions;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Answers;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

public sealed class BoundRule
{
    public required string PolicyName { get; init; }

    public required string Name { get; init; }

    /// <summary>Its place in its policy.</summary>
    public required int Position { get; init; }

    public required Effect Effect { get; init; }

    /// <summary>Operation ids; default: the rule does not speak of operations.</summary>
    public required ImmutableArray<string> Operations { get; init; }

    /// <summary>Methods; default: all of them.</summary>
    public required ImmutableArray<string> Methods { get; init; }

    /// <summary>Patterns below the base path; default: every path.</summary>
    public required ImmutableArray<PathPattern> Paths { get; init; }

    /// <summary>What becomes of a request that it allows; null: nothing but what every answer does.</summary>
    public AllowAnswer? OnAllow { get; init; }

    /// <summary>What a caller is told that it denies; null: no more than any other.</summary>
    public DenyAnswer? OnDeny { get; init; }

    /// <summary>What else must hold; null: nothing.</summary>
    public BoundCondition? When { get; init; }

    /// <summary>
    /// It speaks of every method and every path, and says so: only such a rule speaks of a connection, which has neither.
    /// </summary>
    public bool IsWhole => Operations.IsDefault
        && Methods.IsDefault
        && (Paths.IsDefault || Paths.Any(path => path is { AndBelow: true, Segments.IsEmpty: true }));

    /// <summary>Where the author wrote it.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>`policy/rule`.</summary>
    public string QualifiedName => $"{PolicyName}/{Name}";

    public override string ToString() => QualifiedName;
}
