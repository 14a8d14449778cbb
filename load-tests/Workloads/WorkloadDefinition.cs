using Authz.Workloads.Requests;

namespace Authz.Workloads;

/// <summary>A named mix.</summary>
/// <param name="RequestCount">How many different requests it has, if nobody says another number; they are sent in turn.</param>
/// <param name="Request">The request of this place in the mix.</param>
public sealed record WorkloadDefinition(
    string Name, string Description, int RequestCount, Func<RequestMaker, int, WorkloadRequest> Request);
