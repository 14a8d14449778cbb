using System.Diagnostics.CodeAnalysis;
using Authz.Grpc;
using Google.Protobuf;

namespace Authz.Service.Rpc;

/// <summary>Messages of the services beside the hot path, which are read with Google.Protobuf.</summary>
internal static class ProtoMessage
{
    /// <summary>The status by which other gRPC servers refuse a request that does not parse.</summary>
    public static GrpcStatus Malformed { get; } = new(GrpcStatusCode.Internal, "the message is malformed");

    public static bool TryParse<T>(MessageParser<T> parser, ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out T? message)
        where T : class, IMessage<T>
    {
        try
        {
            message = parser.ParseFrom(bytes);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            message = null;
            return false;
        }
    }
}
