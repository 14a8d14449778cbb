using System.Globalization;
using Authz.Grpc.Framing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Authz.Grpc.Server;

/// <summary>Headers and trailers of a response.</summary>
internal static class GrpcResponse
{
    private static readonly StringValues ContentType = "application/grpc";
    private static readonly StringValues OkCode = "0";

    /// <summary>What stands before a first message. Nothing leaves yet.</summary>
    public static void Begin(HttpContext context) => context.Response.Headers.ContentType = ContentType;

    /// <summary>The trailer of a call that sent all it had to send.</summary>
    public static void EndOk(HttpContext context) =>
        context.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers.GrpcStatus = OkCode;

    /// <summary>
    /// The status of a call: as trailers where a message was sent or the call is OK, else in the headers, which is the mapping's
    /// Trailers-Only form.
    /// </summary>
    public static void End(HttpContext context, in GrpcStatus status)
    {
        HttpResponse response = context.Response;
        IHeaderDictionary place = response.Headers;
        if (response.HasStarted || status.IsOk)
        {
            place = context.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;
        }
        else if (status.Code == GrpcStatusCode.Unimplemented)
        {
            // A must where the encoding is what is not implemented, and true of every other case.
            place.GrpcAcceptEncoding = CallFaults.EncodingsAccepted;
        }

        if (!response.HasStarted)
        {
            Begin(context);
        }

        place.GrpcStatus = ((int)status.Code).ToString(CultureInfo.InvariantCulture);
        if (status.Message.Length > 0)
        {
            place.GrpcMessage = StatusMessage.Encode(status.Message);
        }
    }
}
