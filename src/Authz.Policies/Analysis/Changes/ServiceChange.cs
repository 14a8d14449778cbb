using System.Collections.Immutable;

namespace Authz.Policies.Analysis.Changes;

/// <summary>What is different about the operations of one service.</summary>
/// <param name="Service">`block/service`.</param>
/// <param name="Before">Its hosts and base path in the old set; null: there was none of that name.</param>
/// <param name="After">The same in the new set.</param>
/// <param name="Requests">Those of requests whose callers differ.</param>
/// <param name="IsCut">There is more that differs than is compared; what is not is taken to change rights.</param>
public sealed record ServiceChange(
    string Service,
    string? Before,
    string? After,
    ImmutableArray<OperationChange> Operations,
    ImmutableArray<RequestChange> Requests,
    bool IsCut)
{
    /// <summary>All its operations are at another address.</summary>
    public bool HasMoved => Before is not null && After is not null && Before != After;

    public bool ChangesRights =>
        IsCut || HasMoved || !Requests.IsEmpty || Operations.Any(operation => operation.ChangesRights);
}
