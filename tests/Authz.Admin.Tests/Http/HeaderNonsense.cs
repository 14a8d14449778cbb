using System.Text;

namespace Authz.Admin.Tests.Http;

/// <summary>Heads of requests that are well-formed HTTP, and whose headers make no sense; the same for the same seed.</summary>
internal sealed class HeaderNonsense(int seed, string token)
{
    private static readonly string[] Paths =
    [
        "GET /api/v1/status", "GET /api/v1/events", "GET /r1/A/B/C/D/allowedMethods", "POST /api/v1/rollbacks", "POST /api/v1/activations",
        "POST /api/v1/versions", "POST /api/v1/unpin", "DELETE /api/v1/revocations/1", "PATCH /api/v1/rights/deny", "GET /livez",
    ];

    private static readonly string[] Names =
    [
        "Authorization", "Idempotency-Key", "Last-Event-ID", "Host", "Content-Type", "Origin", "Sec-Fetch-Site", "X-GovStack-Client", "If-Match", "X-Forwarded-For",
        "x-request-id", "Accept", "X-HTTP-Method-Override", "Cookie",
    ];

    private static readonly string[] Values =
    [
        "", " ", "*", "null", "none", "0", "-1", "1-2-3-4", "9223372036854775807-9223372036854775807-9223372036854775807-9223372036854775807", "1-1-1-99999999999999999999",
        "Bearer", "Bearer ", "Bearer a.b.c", "Bearer eyJhbGciOiJub25lIn0.e30.", "Basic b3BlcmF0b3I6", "Negotiate x", "application/json", "application/json; charset=utf-16", "application/x-tar",
        "text/event-stream", ";", "evil.example", "localhost", "127.0.0.1:1", "[::1]", "[::1", "SANDBOX/GOV", "SANDBOX/GOV/1/a/b", "////", "cross-site", "same-origin", "http://localhost", "\u00ff\u00fe",
        "\"quoted\"", "DELETE", "viewer\tx",
    ];

    private readonly Random random = new(seed);

    /// <summary>All of it, a body too where there is to be one.</summary>
    public byte[] Request()
    {
        string call = Paths[random.Next(Paths.Length)];
        var head = new StringBuilder($"{call} HTTP/1.1\r\nConnection: close\r\n");
        string[] names = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Names[random.Next(Names.Length)])];
        foreach (string name in names)
        {
            head.Append(name).Append(": ").Append(Value()).Append("\r\n");
        }

        if (!names.Contains("Host"))
        {
            head.Append("Host: localhost\r\n");
        }

        if (!names.Contains("Authorization") && random.Next(4) > 0)
        {
            head.Append("Authorization: Bearer ").Append(token).Append("\r\n");
        }

        return Encoding.Latin1.GetBytes(head.Append(call[0] == 'P' ? "Content-Length: 2\r\n\r\n{}" : "\r\n").ToString());
    }

    private string Value() => random.Next(5) switch
    {
        0 => new string((char)random.Next(0x21, 0x7f), random.Next(1, 400)),
        1 => new string([.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => (char)random.Next(0x20, 0x7f))]),
        2 => Values[random.Next(Values.Length)] + Values[random.Next(Values.Length)],
        _ => Values[random.Next(Values.Length)],
    };
}
