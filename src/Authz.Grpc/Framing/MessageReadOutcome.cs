namespace Authz.Grpc.Framing;

/// <summary>What a read of a stream of messages brought.</summary>
internal enum MessageReadOutcome
{
    Malformed = 0,
    Message,
    EndOfStream,
}
