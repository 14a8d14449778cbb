using System.Globalization;
using System.Net.Security;
using System.Text;
using Authz.Testing.Certificates;

namespace Authz.Envoy.Tests.Harness;

/// <summary>One HTTP/1.1 request, byte for byte as written: no client library would send half of these.</summary>
internal static class RawCall
{
    /// <param name="target">The request target, bytes as Latin-1 characters.</param>
    public static async Task<RawAnswer> SendAsync(
        Listener listener,
        TestCertificate? certificate,
        string method,
        string target,
        IEnumerable<KeyValuePair<string, string>> headers,
        CancellationToken cancellation,
        string body = "")
    {
        await using TlsConnection connection = await Caller.ConnectTlsAsync(
            listener, certificate, SslApplicationProtocol.Http11, cancellation);
        SslStream stream = connection.Stream;
        var request = new StringBuilder($"{method} {target} HTTP/1.1\r\n");
        foreach ((string name, string value) in headers)
        {
            request.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        request.Append("\r\n").Append(body);
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request.ToString()), cancellation);
            return new RawAnswer(StatusOf(await ReadFirstLineAsync(stream, cancellation)), connection.From);
        }
        catch (IOException)
        {
            return new RawAnswer(RawAnswer.Closed, connection.From);
        }
    }

    // No further: a server that refuses a request keeps the connection open for a while, so that the answer is read.
    private static async Task<string> ReadFirstLineAsync(SslStream stream, CancellationToken cancellation)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        return await reader.ReadLineAsync(cancellation) ?? string.Empty;
    }

    // "HTTP/1.1 403 Forbidden"
    private static int StatusOf(string answer) =>
        answer.Length == 0 ? RawAnswer.Closed : int.Parse(answer.Split(' ', 3)[1], CultureInfo.InvariantCulture);
}
