namespace Authz.Grpc.Framing;

/// <summary>What was found at the start of a buffer.</summary>
internal enum FrameResult
{
    Incomplete = 0,
    Complete,
    Malformed,
}
