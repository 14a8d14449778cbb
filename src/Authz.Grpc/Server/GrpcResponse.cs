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

    /// <summary>The trailer of a unary call whose message is about to leave.</summary>
    public static void EndOk(HttpContext context) => TrailersOf(context).GrpcStatus = OkCode;

    /// <summary>The status of a call that sent messages, in trailers.</summary>
    public static void EndAfterMessages(HttpContext context, in GrpcStatus status) => Write(in status, TrailersOf(context));

    /// <summary>
    /// The status of a call that sent none: in the headers, which is the mapping's Trailers-Only form, but for OK, which that form
    /// is not for.
    /// </summary>
    public static void End(HttpContext context, in GrpcStatus status)
    {
        IHeaderDictionary headers = context.Response.Headers;
        Begin(context);
        if (status.Code == GrpcStatusCode.Unimplemented)
        {
            // A must where the encoding is what is not implemented, and true of every other case.
            headers.GrpcAcceptEncoding = CallFaults.EncodingsAccepted;
        }

        Write(in status, status.IsOk ? TrailersOf(context) : headers);
    }

    private static void Write(in GrpcStatus status, IHeaderDictionary place)
    {
        place.GrpcStatus = ((int)status.Code).ToString(CultureInfo.InvariantCulture);
        if (status.Message.Length > 0)
        {
            place.GrpcMessage = StatusMessage.Encode(status.Message);
        }
    }

    private static IHeaderDictionary TrailersOf(HttpContext context) =>
        context.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;
}
