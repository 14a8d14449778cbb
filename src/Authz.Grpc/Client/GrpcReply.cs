namespace Authz.Grpc.Client;

/// <summary>How a unary call ended, and its message where it is OK.</summary>
public readonly record struct GrpcReply(GrpcStatus Status, ReadOnlyMemory<byte> Message);
