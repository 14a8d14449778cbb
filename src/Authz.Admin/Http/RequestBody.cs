using Authz.Admin.Administration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Authz.Admin.Http;

/// <summary>The bytes of a request, within the limits of its call.</summary>
internal static class RequestBody
{
    /// <summary>For all of it to come: a place is not held by dripping.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromMinutes(2);

    private const int PortionBytes = 16 * 1024;

    /// <summary>In lower case, without parameters; empty: there is no body.</summary>
    public static string RequireMediaType(HttpRequest request, AdminCall call)
    {
        bool hasBody = request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? request.ContentLength > 0;
        string mediaType = (request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        if (call.MediaTypes.IsEmpty)
        {
            return hasBody && request.ContentLength != 0
                ? throw new AdministrationException(Refusal.Malformed, "this call takes no body")
                : "";
        }

        return call.MediaTypes.Contains(mediaType)
            ? mediaType
            : throw new AdministrationException(Refusal.UnknownMediaType, $"send {string.Join(" or ", call.MediaTypes)} as content-type");
    }

    public static async Task<byte[]> ReadAsync(HttpContext context, AdminCall call, string mediaType, TimeProvider clock)
    {
        if (mediaType.Length == 0)
        {
            return [];
        }

        if (context.Request.ContentLength > call.BodyBytesMax)
        {
            throw TooLarge(call);
        }

        using var limit = new CancellationTokenSource(TimeMax, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.RequestAborted);
        try
        {
            return await ReadAsync(context.Request.Body, call, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new AdministrationException(Refusal.TooSlow, $"a body comes within {TimeMax.TotalSeconds} seconds: send it over a faster connection, or a smaller one");
        }
    }

    private static async Task<byte[]> ReadAsync(Stream sent, AdminCall call, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        byte[] portion = new byte[PortionBytes];
        while (await sent.ReadAsync(portion, cancellation).ConfigureAwait(false) is > 0 and int read)
        {
            if (body.Length + read > call.BodyBytesMax)
            {
                throw TooLarge(call);
            }

            body.Write(portion, 0, read);
        }

        return body.ToArray();
    }

    private static AdministrationException TooLarge(AdminCall call) => new(Refusal.TooLarge, $"the body of this call has at most {call.BodyBytesMax} bytes");
}
