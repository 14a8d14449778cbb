namespace Authz.Grpc.Framing;

/// <summary>What the messages of one call are held to: the method's limit, and the `grpc-encoding` that the client declared.</summary>
internal readonly record struct FrameRules(int MessageBytesMax, string MessageEncoding);
