namespace Authz.Grpc;

/// <summary>
/// Messages both ways until the handler returns how the call ended. Server streaming is the same with one
/// <see cref="GrpcDuplexCall.ReadSingleAsync"/>.
/// </summary>
public delegate Task<GrpcStatus> DuplexHandler(GrpcDuplexCall call);
