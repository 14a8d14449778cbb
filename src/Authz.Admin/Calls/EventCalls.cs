using System.Threading.Channels;
using Authz.Admin.Events;
using Authz.Admin.Http;
using Microsoft.AspNetCore.Http;

namespace Authz.Admin.Calls;

/// <summary>Changes as they happen, as server-sent events.</summary>
internal static class EventCalls
{
    /// <summary>So that proxies and clients know that the connection lives.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Then a listener shows its credentials anew: they may have ended, or been taken away. It resumes by its last id.</summary>
    public static readonly TimeSpan StreamMax = TimeSpan.FromHours(1);

    private const string ContentType = "text/event-stream";

    public static IEnumerable<AdminCall> Of(CallContext context)
    {
        yield return new AdminCall(
            "GET",
            "/api/v1/events",
            "Changes as they happen: `version`, `approval`, `activation`, `revocation`, `lifted`; first `state`, how it stands. "
            + "With `Last-Event-ID` what was missed comes before it, as far as it is kept",
            CallTable.Readers,
            (request, _) =>
            {
                string lastId = request.Headers["Last-Event-ID"].ToString();
                (IReadOnlyList<AdminEvent> missed, ChannelReader<AdminEvent> coming) = context.Events.Listen(lastId.Length == 0 ? null : lastId);
                return Task.FromResult(new AdminAnswer(200, ContentType, default)
                {
                    Stream = (response, cancellation) => StreamAsync(context, missed, coming, response, cancellation),
                });
            })
        {
            Answers = [(200, ContentType, "Until either side ends it")],
        };
    }

    private static async Task StreamAsync(
        CallContext context, IReadOnlyList<AdminEvent> missed, ChannelReader<AdminEvent> coming, HttpResponse response, CancellationToken cancellation)
    {
        using var end = new CancellationTokenSource(StreamMax, context.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, context.Stopping, end.Token);
        try
        {
            await response.Body.WriteAsync("retry: 2000\n\n"u8.ToArray(), either.Token).ConfigureAwait(false);
            foreach (AdminEvent happened in missed)
            {
                await response.Body.WriteAsync(happened.ToBytes(), either.Token).ConfigureAwait(false);
            }

            await response.Body.FlushAsync(either.Token).ConfigureAwait(false);
            Task<bool> next = coming.WaitToReadAsync(either.Token).AsTask();
            while (true)
            {
                if (await IsQuietAsync(context, next, either.Token).ConfigureAwait(false))
                {
                    await response.Body.WriteAsync(": \n\n"u8.ToArray(), either.Token).ConfigureAwait(false);
                }
                else if (!await next.ConfigureAwait(false))
                {
                    return;
                }
                else
                {
                    while (coming.TryRead(out AdminEvent? happened))
                    {
                        await response.Body.WriteAsync(happened.ToBytes(), either.Token).ConfigureAwait(false);
                    }

                    next = coming.WaitToReadAsync(either.Token).AsTask();
                }

                await response.Body.FlushAsync(either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The listener has gone, the service goes, or its time is over: it resumes by its last id.
        }
        finally
        {
            context.Events.Leave(coming);
        }
    }

    private static async Task<bool> IsQuietAsync(CallContext context, Task<bool> next, CancellationToken cancellation)
    {
        try
        {
            await next.WaitAsync(Heartbeat, context.Clock, cancellation).ConfigureAwait(false);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }
}
