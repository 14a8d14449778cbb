using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Authz.Cli.Servers;

/// <summary>Calls of an admin API. Nothing is sent to another place than was named: no redirect is followed.</summary>
internal sealed class ServerClient : IDisposable
{
    /// <summary>Where nothing else is said: a large set takes seconds to compile.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromMinutes(2);

    private const int AnswerBytesMax = 64 * 1024 * 1024;

    private static readonly TimeSpan ConnectTimeMax = TimeSpan.FromSeconds(10);

    private readonly ServerConnection connection;
    private readonly string key;
    private readonly TlsTrust trust;
    private readonly HttpClient http;

    /// <param name="key">Of this run: a call that comes twice is done once.</param>
    public ServerClient(ServerConnection connection, string key)
    {
        this.connection = connection;
        this.key = key;
        trust = new TlsTrust(connection);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = ConnectTimeMax,
            SslOptions = trust.ToOptions(),

            // Plain text stays on this machine.
            UseProxy = connection.Address.IsTls,
        };
        http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = AnswerBytesMax };
        if (connection.Token is { } token)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Secret);
        }
    }

    public ServerConnection Connection => connection;

    public string Key => key;

    /// <summary>One segment of a path.</summary>
    /// <exception cref="InputException">It names nothing, and would name another call.</exception>
    public static string Segment(string text) => text.Trim('.').Length > 0
        ? Uri.EscapeDataString(text)
        : throw new InputException($"`{text}` names nothing: no version, and no part of a path in one, is called so");

    public Answer Get(string path) => Answer.Parse(GetBytes(path, TimeMax));

    public Answer Get(string path, TimeSpan timeMax) => Answer.Parse(GetBytes(path, timeMax));

    public byte[] GetBytes(string path) => GetBytes(path, TimeMax);

    public Answer Change(HttpMethod method, string path, JsonObject? body)
    {
        using HttpRequestMessage request = Request(method, path);
        request.Headers.Add("Idempotency-Key", key);
        if (body is not null)
        {
            // Its length is said first, and a large set is not sent to who does not take it.
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, RelaxedJson.Options));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.ExpectContinue = true;
        }

        return Answer.Parse(Send(request, TimeMax).Body);
    }

    public void Dispose()
    {
        http.Dispose();
        connection.Dispose();
    }

    private byte[] GetBytes(string path, TimeSpan timeMax)
    {
        using HttpRequestMessage request = Request(HttpMethod.Get, path);
        return Send(request, timeMax).Body;
    }

    private HttpRequestMessage Request(HttpMethod method, string path) => new(method, new Uri(connection.Address.Root, path));

    private ServerReply Send(HttpRequestMessage request, TimeSpan timeMax)
    {
        using var timeout = new CancellationTokenSource(timeMax);
        bool isChange = request.Method != HttpMethod.Get;
        ServerReply reply;
        try
        {
            reply = SendAsync(request, timeout.Token).GetAwaiter().GetResult();
        }
        catch (HttpRequestException failure)
        {
            throw new ServerException(ConnectionProblem.Of(failure, connection, trust.Problem, isChange ? key : null), failure);
        }
        catch (OperationCanceledException failure)
        {
            throw new ServerException(
                timeout.IsCancellationRequested
                    ? $"{connection.Address} has not answered within {timeMax.TotalSeconds} seconds{(isChange ? ConnectionProblem.DoubtOf(key) : "")}"
                    : $"{connection.Address} has not taken a connection within {ConnectTimeMax.TotalSeconds} seconds: look at the address, and at what is between here and there",
                failure);
        }
        catch (Exception failure) when (failure is IOException or AuthenticationException)
        {
            string doubt = isChange ? ConnectionProblem.DoubtOf(key) : "";
            throw new ServerException($"{connection.Address} broke off: {failure.Message.TrimEnd('.')}{doubt}", failure);
        }

        return reply.IsFine ? reply : throw ServerProblem.Of(reply, connection);
    }

    private async Task<ServerReply> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await http.SendAsync(request, cancellation).ConfigureAwait(false);
        return new ServerReply(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType ?? "",
            await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false),
            response.Headers.RetryAfter?.Delta?.TotalSeconds);
    }
}
