using System.Buffers;
using Authz.Grpc;
using Authz.Grpc.Server;
using Google.Protobuf;
using Grpc.Health.V1;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Authz.Service.Rpc;

/// <summary>`grpc.health.v1.Health`, by which load balancers and Envoy learn whether to send calls here.</summary>
/// <param name="watchersMax">How many may watch at a time. Who is refused can still ask.</param>
public sealed class HealthService(ServingState state, int watchersMax = GrpcServiceMapBuilder.StreamsMaxDefault)
{
    private const int RequestBytesMax = 4096;

    public void AddTo(GrpcServiceMapBuilder methods) => methods
        .AddUnary("/grpc.health.v1.Health/Check", Check, RequestBytesMax)
        .AddUnary("/grpc.health.v1.Health/List", List, RequestBytesMax)
        .AddDuplex("/grpc.health.v1.Health/Watch", WatchAsync, RequestBytesMax, watchersMax);

    private GrpcStatus Check(in GrpcCall call, ReadOnlySpan<byte> request, IBufferWriter<byte> response)
    {
        if (!ProtoMessage.TryParse(HealthCheckRequest.Parser, request, out HealthCheckRequest? asked))
        {
            return ProtoMessage.Malformed;
        }

        ServingStatus status = StatusOf(state.Current, asked.Service);
        if (status == ServingStatus.ServiceUnknown)
        {
            return new GrpcStatus(GrpcStatusCode.NotFound, "no such service");
        }

        new HealthCheckResponse { Status = status }.WriteTo(response);
        return GrpcStatus.Ok;
    }

    private GrpcStatus List(in GrpcCall call, ReadOnlySpan<byte> request, IBufferWriter<byte> response)
    {
        if (!ProtoMessage.TryParse(HealthListRequest.Parser, request, out _))
        {
            return ProtoMessage.Malformed;
        }

        ServingSnapshot snapshot = state.Current;
        var list = new HealthListResponse();
        foreach (string service in snapshot.Services.Keys)
        {
            list.Statuses[service] = new HealthCheckResponse { Status = StatusOf(snapshot, service) };
        }

        list.WriteTo(response);
        return GrpcStatus.Ok;
    }

    /// <summary>The status now and whenever it becomes another; a name that nobody has is told so and kept waiting.</summary>
    private async Task<GrpcStatus> WatchAsync(GrpcDuplexCall call)
    {
        ReadOnlyMemory<byte> request = await call.ReadSingleAsync();
        if (!ProtoMessage.TryParse(HealthCheckRequest.Parser, request.Span, out HealthCheckRequest? asked))
        {
            return ProtoMessage.Malformed;
        }

        ServingStatus sent = ServingStatus.Unknown;
        while (true)
        {
            ServingSnapshot snapshot = state.Current;
            ServingStatus status = StatusOf(snapshot, asked.Service);
            if (status != sent)
            {
                await call.WriteAsync(new HealthCheckResponse { Status = status }.ToByteArray());
                sent = status;
            }

            await snapshot.Changed.WaitAsync(call.CancellationToken);
        }
    }

    private static ServingStatus StatusOf(ServingSnapshot snapshot, string service)
    {
        if (!snapshot.Services.TryGetValue(service, out bool isServing))
        {
            return ServingStatus.ServiceUnknown;
        }

        return isServing ? ServingStatus.Serving : ServingStatus.NotServing;
    }
}
