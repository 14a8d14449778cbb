namespace Authz.Grpc.Framing;

/// <summary>
/// What a call can be refused for before or beside its handler. Codes are those of the gRPC project's table
/// "Status codes and their use in gRPC"; servers differ where the table is silent, and each such choice says why.
/// </summary>
internal static class CallFaults
{
    public const string EncodingsAccepted = "identity";

    /// <summary>The table: "Request cardinality violation". (grpc-java and grpc-dotnet say INTERNAL here.)</summary>
    public static readonly GrpcStatus NoMessage =
        new(GrpcStatusCode.Unimplemented, "the method takes one request message and none was sent");

    /// <summary>The table: "Request cardinality violation". (grpc-java and grpc-dotnet say INTERNAL here.)</summary>
    public static readonly GrpcStatus MoreThanOneMessage =
        new(GrpcStatusCode.Unimplemented, "the method takes one request message and more were sent");

    /// <summary>INTERNAL, as grpc-go, grpc-java and grpc-dotnet: the framing broke, so the table's request parsing error is the nearest.</summary>
    public static readonly GrpcStatus Truncated = new(GrpcStatusCode.Internal, "the request ended within a message");

    /// <summary>INTERNAL, as grpc-go and grpc-java: the mapping knows no flag but 0 and 1.</summary>
    public static readonly GrpcStatus ReservedFlags = new(GrpcStatusCode.Internal, "a message's flag byte has reserved bits set");

    /// <summary>INTERNAL with HTTP 400, as grpc-go: without its deadline a call must not run.</summary>
    public static readonly GrpcStatus MalformedTimeout = new(GrpcStatusCode.Internal, "grpc-timeout is malformed");

    public static readonly GrpcStatus UnknownMethod = new(GrpcStatusCode.Unimplemented, "the method is not implemented here");

    public static readonly GrpcStatus DeadlineExceeded = new(GrpcStatusCode.DeadlineExceeded, "the deadline passed");

    public static readonly GrpcStatus Cancelled = new(GrpcStatusCode.Cancelled, "the client cancelled the call");

    public static readonly GrpcStatus ShuttingDown = new(GrpcStatusCode.Unavailable, "the server is shutting down");

    /// <summary>The table: "Server out of memory" is the nearest, and its code is the one for quotas too.</summary>
    public static readonly GrpcStatus Crowded = new(
        GrpcStatusCode.ResourceExhausted, "messages that are not whole yet fill the server's share for them, and this one was waited for longest");

    public static readonly GrpcStatus TooManyStreams =
        new(GrpcStatusCode.ResourceExhausted, "as many streams of this method are open as the server takes");

    /// <summary>The table: "Server side application throws an exception". No detail: it would leak to the caller.</summary>
    public static readonly GrpcStatus HandlerFailed = new(GrpcStatusCode.Unknown, "the handler failed");

    public static GrpcStatus TooLarge(uint length, int messageBytesMax) => new(
        GrpcStatusCode.ResourceExhausted,
        $"a message of {length} bytes is longer than the {messageBytesMax} that the method takes");

    /// <summary>
    /// The mapping's compression document: a flag without a declared encoding is INTERNAL; an encoding that the server does not
    /// know is UNIMPLEMENTED. The declaration alone is no fault: an uncompressed message may follow it.
    /// </summary>
    public static GrpcStatus Compressed(string messageEncoding) =>
        messageEncoding.Length == 0 || messageEncoding.Equals(EncodingsAccepted, StringComparison.OrdinalIgnoreCase)
            ? new(GrpcStatusCode.Internal, "a message is flagged as compressed and grpc-encoding names no encoding")
            : new(GrpcStatusCode.Unimplemented, $"the message encoding `{messageEncoding}` is not supported, only {EncodingsAccepted}");
}
