using Authz.Grpc.Framing;
using Microsoft.AspNetCore.Http;

namespace Authz.Grpc.Server;

/// <summary>A registered method: unary or duplex.</summary>
internal abstract class GrpcMethod(string name, int messageBytesMax)
{
    public string Name { get; } = name;

    public int MessageBytesMax { get; } = messageBytesMax;

    /// <summary>Answers one call; it never throws for what the client or the handler did.</summary>
    public abstract Task ServeAsync(HttpContext context, GrpcCall call, GrpcServerServices services);

    protected FrameRules RulesFor(HttpContext context) => new(MessageBytesMax, context.Request.Headers.GrpcEncoding.ToString());
}
