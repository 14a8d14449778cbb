using System.Security.Cryptography;
using System.Text;
using Authz.Admin.Administration;
using Authz.Admin.Audit;
using Authz.Admin.Callers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Authz.Admin.Http;

/// <summary>
/// What every request goes through, in this order: host, credentials, rate, route, role, size and type, idempotency key; then the call; then the
/// audit log; then the answer. What fails on the way is a problem document, and in the log too.
/// </summary>
internal sealed partial class AdminPipeline(
    IAdminCredentials credentials,
    HostCheck hosts,
    RateLimits callers,
    RateLimits strangers,
    IdempotencyMemory memory,
    AdminAuditLog audit,
    TimeProvider clock,
    ILogger logger)
{
    public const string RequestIdHeader = "x-request-id";

    private const string KeyHeader = "Idempotency-Key";
    private const int PathLengthMax = 500;
    private const int RequestIdBytes = 16;

    /// <summary>Signatures that are verified at once.</summary>
    internal const int SignatureChecksMax = 4;

    /// <summary>Candidates that are read or worked on at once: each is as large as a set may be, several times over.</summary>
    internal const int CandidatesMax = 2;

    private readonly StrangerLines strangerLines = new(clock);
    private readonly Places signatures = new(SignatureChecksMax, "signatures are checked");
    private readonly Places candidates = new(CandidatesMax, "sets of policies are taken in");

    /// <summary>Around routing, so that what the framework answers comes by here too.</summary>
    public async Task EnterAsync(HttpContext context, RequestDelegate next)
    {
        var exchange = new AdminExchange(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RequestIdBytes)));
        context.Features.Set(exchange);
        try
        {
            hosts.Require(context.Request);
            exchange.Caller = await KnowAsync(context).ConfigureAwait(false);
            await next(context).ConfigureAwait(false);
            exchange.Answer ??= Unrouted(context, exchange);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            exchange.Answer = new AdminAnswer(StatusCodes.Status499ClientClosedRequest, AdminAnswer.Json, default) { Reason = "the caller went away" };
        }
        catch (Exception failure)
        {
            exchange.Answer = ProblemAnswer.Of(failure, exchange.RequestId) ?? Fault(failure, exchange);
        }

        AdminAnswer answer = exchange.Answer;
        if (exchange.Call is not { IsProbe: true })
        {
            answer = Audited(context, exchange, answer);
        }

        await SendAsync(context, exchange, answer).ConfigureAwait(false);
    }

    /// <summary>The end of a route.</summary>
    public async Task RunAsync(HttpContext context, AdminCall call)
    {
        AdminExchange exchange = context.Features.GetRequiredFeature<AdminExchange>();
        exchange.Call = call;
        if (call.IsProbe)
        {
            exchange.Answer = await call.Handle(new AdminRequest(context.Request, call, Probe, "", [], exchange.RequestId), context.RequestAborted).ConfigureAwait(false);
            return;
        }

        AdminCaller caller = exchange.Caller ?? throw new AdministrationException(Refusal.Unknown, "nobody is known");
        if ((caller.Roles & call.Roles) == 0)
        {
            throw new AdministrationException(
                Refusal.NotAllowed, $"{caller.Name} is {WordsOf(caller.Roles)}, and this is for {WordsOf(call.Roles)}");
        }

        string mediaType = RequestBody.RequireMediaType(context.Request, call);
        using IDisposable? place = call.BodyBytesMax > AdminCall.SmallBodyBytesMax ? candidates.Take() : null;
        byte[] body = await RequestBody.ReadAsync(context, call, mediaType, clock).ConfigureAwait(false);
        var request = new AdminRequest(context.Request, call, caller, mediaType, body, exchange.RequestId);
        exchange.Answer = call.ChangesState
            ? await ChangeAsync(context, exchange, call, request).ConfigureAwait(false)
            : await call.Handle(request, context.RequestAborted).ConfigureAwait(false);
    }

    private static AdminCaller Probe { get; } = new("", AdminRoles.None);

    private static string WordsOf(AdminRoles roles) => roles == AdminRoles.None ? "nothing" : string.Join(", ", RoleWords.Of(roles));

    private async Task<AdminCaller?> KnowAsync(HttpContext context)
    {
        if (AdminApi.IsProbe(context.Request))
        {
            return null;
        }

        string address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (credentials.IsCostly)
        {
            // Its credentials may be good this time; but whoever sends bad ones without end does not get them looked at.
            strangers.RequireLeft(address);
        }

        if (await FindAsync(context).ConfigureAwait(false) is { } caller)
        {
            callers.Require(caller.Name);
            return caller;
        }

        strangers.Require(address);
        throw new AdministrationException(
            Refusal.Unknown, "call with credentials that the service knows: `Authorization: Bearer TOKEN`, or a client certificate where it is set up so");
    }

    private async ValueTask<AdminCaller?> FindAsync(HttpContext context)
    {
        using IDisposable? place = credentials.IsCostly ? signatures.Take() : null;
        return await credentials.FindAsync(context).ConfigureAwait(false);
    }

    /// <summary>Routing found no call: it has said with which status, and nothing else.</summary>
    private static AdminAnswer Unrouted(HttpContext context, AdminExchange exchange) => context.Response.StatusCode == StatusCodes.Status405MethodNotAllowed
        ? ProblemAnswer.Of(Refusal.WrongMethod, $"here are {context.Response.Headers.Allow}", exchange.RequestId)
        : ProblemAnswer.Of(Refusal.NotFound, "no call has this path: /openapi/v1.json lists all", exchange.RequestId);

    private async Task<AdminAnswer> ChangeAsync(HttpContext context, AdminExchange exchange, AdminCall call, AdminRequest request)
    {
        string? key = KeyOf(context.Request);
        string name = $"{request.By}\n{key}";
        if (key is not null && memory.Begin(name, FingerprintOf(context.Request, request)) is { } known)
        {
            return known with { Reason = "answered as before, by its idempotency key" };
        }

        AdminAnswer? done = null;
        try
        {
            Begin(context, exchange);

            // Once begun it is done whole: a caller who goes away does not leave half of it.
            AdminAnswer answer = await call.Handle(request, CancellationToken.None).ConfigureAwait(false);
            done = answer.Status < StatusCodes.Status300MultipleChoices ? answer : null;
            return answer;
        }
        finally
        {
            if (key is not null)
            {
                memory.Finish(name, done);
            }
        }
    }

    private void Begin(HttpContext context, AdminExchange exchange)
    {
        try
        {
            audit.Append(EntryOf(context, exchange, "begin", 0, "", ""), isToLast: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.AuditFailed(logger, exchange.RequestId, failure);
            throw new AdministrationException(
                Refusal.Unavailable, "the audit log cannot be written, and nothing is changed that it does not tell of: mend its disk, and ask again");
        }
    }

    private AdminAnswer Audited(HttpContext context, AdminExchange exchange, AdminAnswer answer)
    {
        string? reason = exchange.Caller is null || answer.Status == StatusCodes.Status429TooManyRequests ? strangerLines.Tell(answer.Reason) : answer.Reason;
        if (reason is null)
        {
            return answer;
        }

        try
        {
            bool isChange = exchange.Call is { ChangesState: true };
            audit.Append(EntryOf(context, exchange, "end", answer.Status, answer.Target, reason), isChange);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // What was changed has its first line; the next change is refused until lines can be written again.
            Log.AuditFailed(logger, exchange.RequestId, failure);
        }

        return answer;
    }

    private AuditEntry EntryOf(HttpContext context, AdminExchange exchange, string phase, int status, string target, string reason)
    {
        string path = context.Request.Path.Value ?? "";
        return new AuditEntry(
            clock.GetUtcNow(),
            phase,
            exchange.RequestId,
            exchange.Caller?.Name ?? "",
            RoleWords.Of(exchange.Caller?.Roles ?? AdminRoles.None),
            $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}",
            $"{context.Request.Method} {(path.Length > PathLengthMax ? path[..PathLengthMax] : path)}",
            target,
            status,
            reason);
    }

    private AdminAnswer Fault(Exception failure, AdminExchange exchange)
    {
        Log.CallFailed(logger, exchange.RequestId, failure);
        return ProblemAnswer.Of(Refusal.Fault, "it is in the service's log, under this request's id", exchange.RequestId);
    }

    private static async Task SendAsync(HttpContext context, AdminExchange exchange, AdminAnswer answer)
    {
        HttpResponse response = context.Response;
        if (context.RequestAborted.IsCancellationRequested)
        {
            // A stream has taken a place among the listeners, and has to hear that nobody listens.
            await (answer.Stream?.Invoke(response, context.RequestAborted) ?? Task.CompletedTask).ConfigureAwait(false);
            return;
        }

        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.Headers[RequestIdHeader] = exchange.RequestId;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (answer.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        if (answer.Location is { } location)
        {
            response.Headers.Location = location;
        }

        if (answer.RetryAfter is { } after)
        {
            response.Headers.RetryAfter = ((long)after.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (answer.Stream is { } stream)
        {
            await stream(response, context.RequestAborted).ConfigureAwait(false);
            return;
        }

        response.ContentLength = answer.Body.Length;
        await response.Body.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
    }

    private static string? KeyOf(HttpRequest request)
    {
        if (request.Headers[KeyHeader] is not { Count: > 0 } values)
        {
            return null;
        }

        string key = values.Count == 1 ? values[0] ?? "" : "";
        return key.Length is > 0 and <= IdempotencyMemory.KeyLengthMax && key.All(static c => c is > ' ' and < '\u007f')
            ? key
            : throw new AdministrationException(
                Refusal.Malformed, $"`{KeyHeader}` has 1 to {IdempotencyMemory.KeyLengthMax} printable ASCII characters, without spaces");
    }

    private static string FingerprintOf(HttpRequest request, AdminRequest read)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}\n{request.QueryString}\n{read.MediaType}\n"));
        hash.AppendData(read.Body.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "the audit log of the admin API cannot be written (request {RequestId})")]
        public static partial void AuditFailed(ILogger logger, string requestId, Exception failure);

        [LoggerMessage(Level = LogLevel.Error, Message = "a call of the admin API failed by a fault of this program (request {RequestId})")]
        public static partial void CallFailed(ILogger logger, string requestId, Exception failure);
    }
}
