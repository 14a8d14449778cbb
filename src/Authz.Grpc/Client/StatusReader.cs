using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Authz.Grpc.Framing;

namespace Authz.Grpc.Client;

/// <summary>Finds the status of a call in what came back over HTTP, as the mapping has clients do.</summary>
internal static class StatusReader
{
    /// <summary>The Trailers-Only form.</summary>
    public static GrpcStatus? FindInHeaders(HttpResponseMessage response) => Find(response.Headers);

    /// <summary>Present once the body was read to its end.</summary>
    public static GrpcStatus? FindInTrailers(HttpResponseMessage response) => Find(response.TrailingHeaders);

    /// <summary>For a response without a grpc-status.</summary>
    public static GrpcStatus FromHttp(HttpStatusCode code) => code switch
    {
        HttpStatusCode.OK => new(GrpcStatusCode.Unknown, "the response ended without a grpc-status"),
        HttpStatusCode.BadRequest => FromHttp(GrpcStatusCode.Internal, code),
        HttpStatusCode.Unauthorized => FromHttp(GrpcStatusCode.Unauthenticated, code),
        HttpStatusCode.Forbidden => FromHttp(GrpcStatusCode.PermissionDenied, code),
        HttpStatusCode.NotFound => FromHttp(GrpcStatusCode.Unimplemented, code),
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout =>
            FromHttp(GrpcStatusCode.Unavailable, code),
        _ => FromHttp(GrpcStatusCode.Unknown, code),
    };

    /// <summary>
    /// A reset stream by the mapping's table of RST_STREAM codes; a connection that failed is UNAVAILABLE. So is NO_ERROR, against
    /// the table: HttpClient also says it of a connection that a stopping server closed, now and then even after trailers came.
    /// </summary>
    public static GrpcStatus FromException(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpProtocolException protocol)
            {
                return new GrpcStatus(FromReset(protocol.ErrorCode), protocol.Message);
            }
        }

        return new GrpcStatus(GrpcStatusCode.Unavailable, exception.GetBaseException().Message);
    }

    private static GrpcStatusCode FromReset(long errorCode) => errorCode switch
    {
        0x0 or 0x7 => GrpcStatusCode.Unavailable,
        0x8 => GrpcStatusCode.Cancelled,
        0xb => GrpcStatusCode.ResourceExhausted,
        0xc => GrpcStatusCode.PermissionDenied,
        _ => GrpcStatusCode.Internal,
    };

    private static GrpcStatus FromHttp(GrpcStatusCode code, HttpStatusCode http) =>
        new(code, string.Create(CultureInfo.InvariantCulture, $"the server answered HTTP {(int)http} and no grpc-status"));

    private static GrpcStatus? Find(HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues("grpc-status", out IEnumerable<string>? codes))
        {
            return null;
        }

        string message = headers.TryGetValues("grpc-message", out IEnumerable<string>? messages) ? string.Join(',', messages) : "";
        return int.TryParse(string.Join(',', codes), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && Enum.IsDefined((GrpcStatusCode)number)
                ? new GrpcStatus((GrpcStatusCode)number, StatusMessage.Decode(message))
                : new GrpcStatus(GrpcStatusCode.Unknown, "the response has a grpc-status that is no status code");
    }
}
