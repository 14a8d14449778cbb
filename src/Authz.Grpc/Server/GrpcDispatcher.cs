using Authz.Grpc.Framing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Authz.Grpc.Server;

/// <summary>The request's headers, judged as the gRPC HTTP/2 mapping says, and the way to the method they name.</summary>
internal sealed class GrpcDispatcher(GrpcServiceMap methods, GrpcServerServices services)
{
    private const string ContentType = "application/grpc";
    private const string ContentTypeProto = "application/grpc+proto";

    public Task DispatchAsync(HttpContext context)
    {
        DateTimeOffset receivedAt = services.Clock.GetUtcNow();
        HttpRequest request = context.Request;
        if (!IsGrpcRequest(request))
        {
            RefuseAsHttp(context);
            return Task.CompletedTask;
        }

        DateTimeOffset? deadline = null;
        StringValues timeoutText = request.Headers.GrpcTimeout;
        if (timeoutText.Count > 0)
        {
            if (!GrpcTimeout.TryParse(timeoutText.ToString(), out TimeSpan timeout))
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                GrpcResponse.End(context, CallFaults.MalformedTimeout);
                return Task.CompletedTask;
            }

            if (timeout == TimeSpan.Zero)
            {
                GrpcResponse.End(context, CallFaults.DeadlineExceeded);
                return Task.CompletedTask;
            }

            deadline = GrpcTimeout.DeadlineAfter(receivedAt, timeout);
        }

        // The target as sent, not the decoded path: `/a%2eB/C` is another method than `/a.B/C`, to every other gRPC server too.
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!methods.TryGet(target, out GrpcMethod? method))
        {
            GrpcResponse.End(context, CallFaults.UnknownMethod);
            return Task.CompletedTask;
        }

        return method.ServeAsync(context, new GrpcCall(context, method.Name, receivedAt, deadline), services);
    }

    private static bool IsGrpcRequest(HttpRequest request) =>
        HttpProtocol.IsHttp2(request.Protocol) && HttpMethods.IsPost(request.Method) && IsGrpcContentType(request.ContentType);

    /// <summary>
    /// Of the subtypes only `+proto`: handlers read protobuf, and a `+json` body would be garbage to them. `application/grpc-web` is
    /// another protocol, though it begins alike.
    /// </summary>
    private static bool IsGrpcContentType(string? contentType)
    {
        ReadOnlySpan<char> mediaType = contentType;
        int parametersAt = mediaType.IndexOf(';');
        mediaType = parametersAt < 0 ? mediaType : mediaType[..parametersAt].TrimEnd();
        return mediaType.Equals(ContentType, StringComparison.OrdinalIgnoreCase)
            || mediaType.Equals(ContentTypeProto, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Plain HTTP statuses without a grpc-status, so that no HTTP client takes a refusal for a success.</summary>
    private static void RefuseAsHttp(HttpContext context)
    {
        HttpResponse response = context.Response;
        if (!HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            response.StatusCode = StatusCodes.Status426UpgradeRequired;
            response.Headers.Upgrade = "HTTP/2";
            response.Headers.Connection = "Upgrade";
        }
        else if (!HttpMethods.IsPost(context.Request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            response.Headers.Allow = HttpMethods.Post;
        }
        else
        {
            response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        }
    }
}
