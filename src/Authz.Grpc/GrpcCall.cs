using Microsoft.AspNetCore.Http;

namespace Authz.Grpc;

/// <summary>What is known of a call before its first message: method, times, metadata and peer.</summary>
public readonly struct GrpcCall
{
    private readonly HttpContext context;

    /// <summary>Made by the server for each call; public so that a handler can be tested with a `DefaultHttpContext`.</summary>
    public GrpcCall(HttpContext context, string method, DateTimeOffset receivedAt, DateTimeOffset? deadline)
    {
        this.context = context;
        Method = method;
        ReceivedAt = receivedAt;
        Deadline = deadline;
    }

    /// <summary>The full name, as it was registered: "/package.Service/Method".</summary>
    public string Method { get; }

    /// <summary>When the call's headers arrived. The one clock reading of a call: handlers use it instead of their own.</summary>
    public DateTimeOffset ReceivedAt { get; }

    /// <summary>When the client stops waiting, by its `grpc-timeout`; none when it set no limit.</summary>
    public DateTimeOffset? Deadline { get; }

    public GrpcMetadata Metadata => new(context.Request.Headers);

    public GrpcPeer Peer => new(context.Connection);
}
