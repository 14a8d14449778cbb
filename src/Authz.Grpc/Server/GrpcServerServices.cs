using Authz.Grpc.Limits;
using Microsoft.Extensions.Logging;

namespace Authz.Grpc.Server;

/// <summary>What every call needs from its host.</summary>
/// <param name="Stopping">Fires when the host begins to stop: streams end then, unary calls are still answered.</param>
internal sealed record GrpcServerServices(
    TimeProvider Clock, ILogger Logger, GrpcLimits Limits, RefusalLog Refusals, CancellationToken Stopping)
{
    public ArrivalBudget Arrivals { get; } = new(Limits.ArrivingBytesMax, Refusals, Clock);
}
