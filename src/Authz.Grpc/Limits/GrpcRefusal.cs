namespace Authz.Grpc.Limits;

/// <summary>What was refused because a limit over all clients was reached.</summary>
internal enum GrpcRefusal
{
    Connection = 0,
    Message,
    Stream,
    Stall,
}
