using System.Net;
using System.Net.Http.Headers;
using Authz.LoadGenerator.Answers;
using Authz.LoadGenerator.Running;
using Authz.Workloads.Files;

namespace Authz.NBomberTests;

/// <summary>Asks by .NET's own HTTP/2: another client than the load generator's, so that the two can be held against each other.</summary>
internal sealed class CheckClient : IDisposable
{
    private static readonly MediaTypeHeaderValue grpc = new("application/grpc");

    private readonly HttpClient client;

    public CheckClient(Uri target) => client = new HttpClient(new SocketsHttpHandler { EnableMultipleHttp2Connections = true })
    {
        BaseAddress = target,
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    /// <summary>What is wrong with the answer, in one word or two; null: nothing.</summary>
    public async Task<string?> FaultOfAsync(FramedRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, LoadSettings.CheckPath)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(request.Frame),
        };
        message.Content.Headers.ContentType = grpc;
        message.Headers.TE.ParseAdd("trailers");
        using HttpResponseMessage response = await client.SendAsync(message, cancellationToken);
        byte[] frame = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return $"http-{(int)response.StatusCode}";
        }

        // Where there is no message the status stands in the headers.
        string status = ValueOf(response.TrailingHeaders) ?? ValueOf(response.Headers) ?? "none";
        if (status != "0")
        {
            return $"grpc-{status}";
        }

        AnswerKind kind = AnswerReader.Read(frame);
        return AnswerReader.Agrees(kind, request.Expected) ? null : $"wrong: {kind} for {request.Expected}";
    }

    public void Dispose() => client.Dispose();

    private static string? ValueOf(HttpResponseHeaders headers) =>
        headers.TryGetValues("grpc-status", out IEnumerable<string>? values) ? values.First() : null;
}
