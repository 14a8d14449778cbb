using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Authz.Grpc.Server;

/// <summary>
/// Kestrel's limits are about one HTTP body, and break the connection with all its other calls; gRPC's are about one message, and end one
/// call. What guards memory here is the limit per message and the time and the bytes that a message may take to arrive, so
/// Kestrel's are lifted call by call and stay in force for everything else on the server.
/// </summary>
internal static class BodyLimits
{
    /// <summary>Too long a message is RESOURCE_EXHAUSTED, not HTTP 413, and a stream may be longer than any body, and silent for days.</summary>
    public static void Lift(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }
}
