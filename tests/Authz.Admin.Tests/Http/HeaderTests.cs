using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Authz.Admin.Tests.Http;

/// <summary>Whatever stands in the headers, a request is refused or answered rightly, and changes nothing that it does not say.</summary>
public sealed class HeaderTests
{
    private const int Requests = 250;

    [Theory]
    [InlineData(1, "viewer")]
    [InlineData(2, "viewer")]
    [InlineData(3, "auditor")]
    public async Task Headers_that_make_no_sense_change_nothing_and_are_no_fault(int seed, string caller)
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        await bench.PublishAsync("a");
        await bench.CallAsync("author", "POST", "/api/v1/activations", new { version = "1" });
        await bench.CallAsync("author", "POST", "/api/v1/revocations", new { from = "a", to = "*" });
        var before = bench.Verbs.Administration.State;
        var nonsense = new HeaderNonsense(seed, ApiBench.TokenOf(caller));
        var statuses = new HashSet<int>();
        for (int i = 0; i < Requests; i++)
        {
            byte[] request = nonsense.Request();
            (int status, string head, string body) = await SendAsync(bench, request);
            string told = $"{status} to {Encoding.Latin1.GetString(request)}: {head}{body}";
            bool isProbe = request.AsSpan().StartsWith("GET /livez"u8);
            Assert.True(status is (>= 400 and < 500) or 200, told);
            if (status >= 400 && body.Length > 0)
            {
                Assert.True(head.Contains("application/problem+json", StringComparison.Ordinal), told);
                Assert.Equal(status, JsonElement.Parse(body).GetProperty("status").GetInt32());
            }
            else if (status >= 400)
            {
                // What is no HTTP is refused before anybody could write a document.
                Assert.True(status == 400, told);
            }

            Assert.True(status != 200 || isProbe || request.AsSpan().StartsWith("GET"u8), told);
            statuses.Add(status);
        }

        Assert.Subset(statuses, new HashSet<int> { 200, 400, 401, 403, 421 });
        Assert.Same(before, bench.Verbs.Administration.State);
    }

    /// <summary>Its status, its head and its body, or the beginning of an endless one.</summary>
    private static async Task<(int Status, string Head, string Body)> SendAsync(ApiBench bench, byte[] request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", bench.Api.Address.Port, TestContext.Current.CancellationToken);
        NetworkStream stream = socket.GetStream();
        await stream.WriteAsync(request, TestContext.Current.CancellationToken);
        var answer = new StringBuilder();
        byte[] portion = new byte[16 * 1024];
        while (await stream.ReadAsync(portion, TestContext.Current.CancellationToken) is > 0 and int read)
        {
            answer.Append(Encoding.UTF8.GetString(portion, 0, read));
            if (answer.ToString().Contains("text/event-stream", StringComparison.Ordinal))
            {
                break;
            }
        }

        string[] parts = answer.ToString().Split("\r\n\r\n", 2);
        return (int.Parse(parts[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), parts[0], parts.Length > 1 ? parts[1] : "");
    }
}
