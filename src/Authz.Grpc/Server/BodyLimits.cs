using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Authz.Grpc.Server;

/// <summary>
/// Kestrel's limits are about one HTTP body; gRPC's is about one message. What guards memory here is the limit per message, so
/// Kestrel's are lifted call by call and stay in force for everything else on the server.
/// </summary>
internal static class BodyLimits
{
    /// <summary>
    /// How long the message of a unary call may take to arrive whole. It comes at once or from an attacker, who would otherwise
    /// hold its memory, and the server's stop, for as long as he likes.
    /// </summary>
    public static readonly TimeSpan UnaryTimeMax = TimeSpan.FromSeconds(10);

    /// <summary>For every call: too long a message is RESOURCE_EXHAUSTED, not HTTP 413, and a stream may be longer than any body.</summary>
    public static void LiftSize(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }
    }

    /// <summary>For streams: one may be silent for days. A unary call keeps the limit, as its message comes at once or from an attacker.</summary>
    public static void LiftRate(HttpContext context)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }
}
