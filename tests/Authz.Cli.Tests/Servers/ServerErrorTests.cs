using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Authz.Cli.Servers;

namespace Authz.Cli.Tests.Servers;

/// <summary>What is told where a service does not do what was asked. No message has a credential in it.</summary>
public sealed class ServerErrorTests : IDisposable
{
    private const string Token = "SECRET-0123456789abcdef0123456789abcdef";
    private const string ProblemJson = "application/problem+json";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("ftp://127.0.0.1", "no http or https URL")]
    [InlineData("127.0.0.1:9002", "no http or https URL")]
    [InlineData("https://ann:SECRET-0123456789abcdef0123456789abcdef@host", "holds a name or a password")]
    [InlineData("https://host/?token=SECRET-0123456789abcdef0123456789abcdef", "has a query")]
    [InlineData("http://authz.example", "is not this machine")]
    [InlineData("http://10.0.0.1:9002", "is not this machine")]
    [InlineData("http://127.0.0.1.example:9002", "is not this machine")]
    [InlineData("http://[2001:db8::1]:9002", "is not this machine")]
    public void An_address_by_which_a_token_could_be_read_is_not_called(string server, string told) =>
        Assert.Contains(told, Unusable(Variables(server), "status"), StringComparison.Ordinal);

    [Fact]
    public async Task What_the_service_refuses_is_said_with_what_to_do()
    {
        await using ServerBench bench = await ServerBench.StartAsync(folder);
        string server = bench.Address.AbsoluteUri;

        string unknown = Unusable(Variables(server), "status");
        Assert.Contains("(401)", unknown, StringComparison.Ordinal);
        Assert.Contains("it was asked with AUTHZ_TOKEN", unknown, StringComparison.Ordinal);
        Assert.Contains("no credentials were given", Unusable(new Dictionary<string, string> { ["AUTHZ_SERVER"] = server }, "status"), StringComparison.Ordinal);
        string notAllowed = bench.Refused("viewer", "activate", "1");
        Assert.Contains("(403)\n  viewer is viewer, and this is for author, approver\n", notAllowed, StringComparison.Ordinal);
        Assert.Contains("(404)\n  there is no version 7", bench.Refused("viewer", "show", "7"), StringComparison.Ordinal);
        Assert.Contains("in the service's audit log as request ", notAllowed, StringComparison.Ordinal);
        Assert.Contains("names nothing", bench.Refused("viewer", "show", ".."), StringComparison.Ordinal);
        Assert.Contains("--by is for --data", bench.Refused("author", "unpin", "--by", "ann"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_calls_are_told_until_when()
    {
        await using ServerBench bench = await ServerBench.StartAsync(folder, change: static settings => settings with { RateBurst = 1, RatePerSecond = 0.1 });
        string refused = bench.Refused("viewer", "versions");
        Assert.Contains("(429)", refused, StringComparison.Ordinal);
        Assert.Contains("ask again in 10 seconds", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(302, "text/html", "", "leads elsewhere")]
    [InlineData(502, "text/html", "<h1>proxy</h1>", "is it the admin API of a service, or something in front of it?")]
    [InlineData(401, "text/plain", "no", "answered 401 without saying why")]
    [InlineData(413, ProblemJson, "{\"title\": \"The request is too large\", \"detail\": \"a set has at most 10000 files\"}", "too large (413)\n  a set has at most 10000 files")]
    [InlineData(409, ProblemJson, "{\"title\": \"\\u001b[2J\", \"detail\": 7, \"instance\": {}}", "refuses: \uFFFD[2J (409)")]
    [InlineData(500, ProblemJson, "[", "answered 500 without saying why")]
    [InlineData(200, "application/json", "{", "no JSON")]
    [InlineData(200, "application/json", "[]", "no object")]
    [InlineData(200, "application/json", "{\"versions\": [7]}", "something else than objects")]
    [InlineData(200, "application/json", "{\"versions\": [{\"number\": \"x\"}]}", "no `number`")]
    [InlineData(0, "", "", "broke off")]
    public async Task What_is_no_admin_API_is_told(int status, string contentType, string body, string told)
    {
        await using CannedServer other = await CannedServer.StartAsync(status, contentType, body, ("Location", "http://127.0.0.1:1/"));
        Assert.Contains(told, Unusable(Variables(other.Address), "versions"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_redirect_leads_nothing_is_sent()
    {
        await using CannedServer elsewhere = await CannedServer.StartAsync(200, "application/json", "{}");
        await using CannedServer other = await CannedServer.StartAsync(307, "text/plain", "", ("Location", elsewhere.Address));
        Unusable(Variables(other.Address), "activate", "1");
        Assert.Single(other.Requests);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Who_waits_long_asks_again_until_time_is_up()
    {
        await using CannedServer slow = await CannedServer.StartAsync(
            200,
            "application/json",
            $$"""
            {"number": 1, "digest": "{{new string('a', 64)}}", "author": "ann", "message": "", "createdAt": "2026-07-01T12:00:00Z", "files": [], "warnings": [],
             "isInForce": true, "isApproved": false, "activations": [], "approvals": [], "isEverywhere": false, "missing": ["b"], "replicas": []}
            """);
        CliRun run = CliRun.With(Variables(slow.Address), "wait", "--timeout", "45");
        Assert.Equal(ExitCodes.Findings, run.ExitCode);
        Assert.Equal(["/api/v1/versions/active", "/api/v1/wait", "/api/v1/wait", "/api/v1/wait"], slow.Requests.Select(static request => request.Path));
    }

    [Fact]
    public async Task Findings_of_a_service_are_printed_and_are_exit_code_1()
    {
        await using CannedServer other = await CannedServer.StartAsync(
            422,
            ProblemJson,
            """{"type": "urn:authz:problem:policy-errors", "title": "t", "detail": "d", "findings": [{"id": "AZ0001", "severity": "error", "path": "a.yaml", "line": 1, "column": 2, "message": "m", "help": null}]}""");
        CliRun run = CliRun.With(Variables(other.Address), "activate", "1");
        Assert.Equal(ExitCodes.Findings, run.ExitCode);
        Assert.Contains("\n  error[AZ0001] a.yaml:1:2: m\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_has_a_key_and_a_lost_answer_says_how_to_ask_once_more()
    {
        await using CannedServer other = await CannedServer.StartAsync(0, "", "");
        string told = Unusable(Variables(other.Address), "rollback");
        string key = Assert.Single(other.Requests).Key;
        Assert.Equal(32, key.Length);
        Assert.Contains($"`--idempotency-key {key}`", told, StringComparison.Ordinal);

        Unusable(Variables(other.Address), "rollback", "--idempotency-key", "7f1c");
        Assert.Equal("7f1c", other.Requests.Last().Key);
        Assert.DoesNotContain("idempotency", Unusable(Variables(other.Address), "versions"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_set_that_is_too_large_is_refused_before_it_is_sent()
    {
        await using ServerBench bench = await ServerBench.StartAsync(folder);
        var token = BearerToken.Parse(ServerBench.TokenOf("author"), "a test");
        using var client = new ServerClient(new ServerConnection(ServerAddress.Parse(bench.Address.AbsoluteUri), token, null, null), "k");
        var body = new JsonObject { ["files"] = new JsonObject { ["a.yaml"] = new string('#', 33 * 1024 * 1024) } };

        ServerException refused = Assert.Throws<ServerException>(() => client.Change(HttpMethod.Post, "api/v1/versions", body));

        Assert.Equal("too-large", refused.Problem);
        Assert.Contains("(413)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_published_is_told_also_where_it_cannot_be_compared()
    {
        // What is in force, publishing, and then no call is left for the comparison.
        await using ServerBench bench = await ServerBench.StartAsync(folder, change: static settings => settings with { RateBurst = 4, RatePerSecond = 0.1 });
        bench.Ok("operator", "publish", Samples.Of("shop"));
        bench.Ok("operator", "activate", "1");
        string policies = folder.File("policies");
        Directory.CreateDirectory(policies);
        File.WriteAllText(folder.File("policies", "set.yaml"), File.ReadAllText(Path.Combine(Samples.Of("shop"), "set.yaml")) + "# more\n");
        bench.Clock.Advance(TimeSpan.FromSeconds(10));

        CliRun run = bench.Run("operator", "publish", policies);

        Assert.Equal(ExitCodes.Fine, run.ExitCode);
        Assert.Contains("could not be compared", run.Output, StringComparison.Ordinal);
        Assert.Contains("is kept; compared with version 1", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_comes_twice_with_its_key_is_done_once()
    {
        await using ServerBench bench = await ServerBench.StartAsync(folder);
        bench.Ok("author", "publish", Samples.Of("shop"));
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(1, (int?)bench.Ok("author", "activate", "1", "--idempotency-key", "k").Json["epoch"]);
        }
    }

    [Fact]
    public void Where_nothing_answers_it_is_said_so()
    {
        // A port of which it is known that nobody listens: it was just let go.
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        string server = $"http://{socket.LocalEndpoint}";
        socket.Stop();
        Assert.Contains($"nothing answers at {server}", Unusable(Variables(server), "status"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("status", "--server", "http://127.0.0.1:1", "--data", "x")]
    [InlineData("activate", "1", "--data", "x", "--idempotency-key", "k")]
    [InlineData("status", "--server", "https://127.0.0.1:1", "--certificate", "x")]
    [InlineData("status", "--server", "http://127.0.0.1:1", "--ca", "x")]
    [InlineData("wait", "1", "--server", "http://127.0.0.1:1", "--timeout", "-1")]
    public void What_is_not_said_or_said_twice_is_refused(params string[] arguments) =>
        Assert.NotEmpty(Unusable(new Dictionary<string, string>(), arguments));

    private static Dictionary<string, string> Variables(string server) => new() { ["AUTHZ_SERVER"] = server, ["AUTHZ_TOKEN"] = Token };

    private static string Unusable(IReadOnlyDictionary<string, string> variables, params IReadOnlyList<string> arguments)
    {
        CliRun run = CliRun.With(variables, arguments);
        Assert.Equal((ExitCodes.Unusable, ""), (run.ExitCode, run.Output));
        Assert.DoesNotContain("SECRET", run.Error, StringComparison.Ordinal);
        return run.Error;
    }
}
