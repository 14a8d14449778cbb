using System.Collections.Immutable;

namespace Authz.Policies.Analysis.Changes;

/// <summary>One operation that is new, gone, elsewhere, or called otherwise.</summary>
/// <param name="FormerName">Of a renamed operation; null otherwise.</param>
/// <param name="Before">`METHOD /path` in the old set, or null.</param>
/// <param name="After">The same in the new set.</param>
/// <param name="Rules">By name.</param>
/// <param name="Gains">Who may call it now and could not before; conditions are taken to hold.</param>
/// <param name="Loses">Who could call it and may not, or cannot, any more.</param>
public sealed record OperationChange(
    OperationChangeKind Kind,
    string Operation,
    string? FormerName,
    string? Before,
    string? After,
    ImmutableArray<RuleTouch> Rules,
    ImmutableArray<string> Gains,
    ImmutableArray<string> Loses)
{
    /// <summary>Where it is unsure it is true: a moved operation under a condition may mean another parameter of the path.</summary>
    public bool ChangesRights =>
        !Gains.IsEmpty
        || !Loses.IsEmpty
        || Kind switch
        {
            OperationChangeKind.Added or OperationChangeKind.Removed => false,
            OperationChangeKind.Moved => Rules.Any(rule => rule.IsConditional || rule.Before != rule.After),
            OperationChangeKind.Renamed => Rules.Any(rule => rule.Before != rule.After),
        };
}
