using Authz.Grpc.Limits;
using Authz.Grpc.Server;
using Microsoft.Extensions.Logging.Abstractions;

namespace Authz.Grpc.Tests.Hosting;

/// <summary>What a call needs from its host, where a test has none.</summary>
internal static class TestServices
{
    public static GrpcServerServices New() => new(
        TimeProvider.System, NullLogger.Instance, new GrpcLimits(), Refusals(TimeProvider.System), CancellationToken.None);

    public static RefusalLog Refusals(TimeProvider clock) => new(NullLogger.Instance, clock, meters: null);
}
