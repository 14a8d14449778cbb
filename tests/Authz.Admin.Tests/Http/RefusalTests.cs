using Authz.Admin.Http;

namespace Authz.Admin.Tests.Http;

/// <summary>Whatever is wrong with a request is told by a problem document, and changes nothing.</summary>
public sealed class RefusalTests(SharedApi shared) : IClassFixture<SharedApi>
{
    private static readonly string[] Changing =
    [
        "/api/v1/versions", "/api/v1/versions/1/approvals", "/api/v1/activations", "/api/v1/rollbacks", "/api/v1/unpin", "/api/v1/revocations",
        "/api/v1/database/acceptance",
    ];

    private static readonly string[] All = [.. Changing, "/api/v1/rights/allow", "/api/v1/rights/deny"];

    [Theory]
    [InlineData("GET", "/", 404, "not-found")]
    [InlineData("GET", "/api/v1/nothing", 404, "not-found")]
    [InlineData("GET", "/api/v1/versions/1/../../../../etc/passwd", 404, "not-found")]
    [InlineData("PUT", "/api/v1/versions", 405, "wrong-method")]
    [InlineData("OPTIONS", "/api/v1/versions", 405, "wrong-method")]
    [InlineData("TRACE", "/livez", 405, "wrong-method")]
    [InlineData("GET", "/api/v1/versions?limt=1", 400, "malformed")]
    [InlineData("GET", "/api/v1/versions?limit=1&limit=2", 400, "malformed")]
    [InlineData("GET", "/api/v1/versions?limit=-1", 400, "malformed")]
    [InlineData("GET", "/api/v1/versions?limit=99999999999999999999", 400, "malformed")]
    [InlineData("GET", "/api/v1/wait", 400, "malformed")]
    [InlineData("GET", "/api/v1/wait?version=1", 404, "not-found")]
    [InlineData("DELETE", "/api/v1/revocations/x", 404, "not-found")]
    [InlineData("DELETE", "/api/v1/activations/scheduled/99999999999999999999", 404, "not-found")]
    public async Task A_request_without_a_body(string method, string path, int status, string slug)
    {
        ApiBench bench = shared.Bench;
        (await bench.CallAsync("operator", method, path)).IsProblem(status, slug);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    [InlineData("application/jsonp")]
    public async Task A_body_of_another_type(string mediaType)
    {
        ApiBench bench = shared.Bench;
        foreach (string path in Changing)
        {
            using var content = new StringContent("{}");
            content.Headers.Remove("Content-Type");
            content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
            (await bench.CallAsync("operator", "POST", path, content)).IsProblem(415, "unknown-media-type");
        }
    }

    [Theory]
    [InlineData(0, 409, "conflict")]
    [InlineData(1, 413, "too-large")]
    public async Task A_body_at_its_limit_and_beyond(int more, int status, string slug)
    {
        ApiBench bench = shared.Bench;
        string padding = new(' ', AdminCall.SmallBodyBytesMax - 2 + more);
        (await bench.CallAsync("operator", "POST", "/api/v1/unpin", ApiBench.Json("{" + padding + "}"))).IsProblem(status, slug);
    }

    [Theory]
    [InlineData("Host", "evil.example", 421, "misdirected")]
    [InlineData("Host", "127.0.0.1.evil.example", 421, "misdirected")]
    [InlineData("Origin", "http://evil.example", 403, "not-allowed")]
    [InlineData("Origin", "null", 403, "not-allowed")]
    [InlineData("Sec-Fetch-Site", "cross-site", 403, "not-allowed")]
    [InlineData("Authorization", "Basic b3BlcmF0b3I6", 401, "unknown-caller")]
    public async Task A_page_of_another_site(string header, string value, int status, string slug)
    {
        ApiBench bench = shared.Bench;
        string? caller = header == "Authorization" ? null : "operator";
        (await bench.CallAsync(caller, "GET", "/api/v1/status", content: null, (header, value))).IsProblem(status, slug);
    }

    [Theory]
    [InlineData("""{"epoch":0}""", 400)]
    [InlineData("""{"epoch":0,"reason":""}""", 422)]
    [InlineData("""{"epoch":1,"reason":"it counts"}""", 422)]
    [InlineData("""{"epoch":0,"digest":"ab","reason":"it counts"}""", 422)]
    [InlineData("""{"epoch":0,"reason":"it counts"}""", 422)]
    public async Task There_is_nothing_to_accept_beside_a_journal(string body, int status)
    {
        ApiBench bench = shared.Bench;
        ApiReply reply = await bench.CallAsync("approver", "POST", "/api/v1/database/acceptance", ApiBench.Json(body));
        Assert.Equal(status, reply.Status);
        reply.IsProblem();
        Assert.True((await bench.CallAsync("viewer", "GET", "/api/v1/database/acceptance")).Json.GetProperty("isFollowed").GetBoolean());
    }

    [Fact]
    public async Task A_caller_has_so_many_calls_and_more_with_time_and_others_have_their_own()
    {
        await using ApiBench bench = await ApiBench.StartAsync(change: settings => settings with { RateBurst = 3, RatePerSecond = 0.5 });
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(200, (await bench.CallAsync("viewer", "GET", "/api/v1/status")).Status);
        }

        ApiReply refused = await bench.CallAsync("viewer", "GET", "/api/v1/status");
        refused.IsProblem(429, "too-many");
        Assert.Equal(TimeSpan.FromSeconds(2), refused.Headers.RetryAfter?.Delta);
        Assert.Equal(200, (await bench.CallAsync("author", "GET", "/api/v1/status")).Status);
        bench.Verbs.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(200, (await bench.CallAsync("viewer", "GET", "/api/v1/status")).Status);
        (await bench.CallAsync("viewer", "GET", "/api/v1/status")).IsProblem(429, "too-many");
    }

    [Fact]
    public async Task Whoever_guesses_tokens_is_slowed_down_and_callers_with_good_ones_are_not()
    {
        await using ApiBench bench = await ApiBench.StartAsync(change: settings => settings with { StrangersBurst = 2 });
        (await bench.CallAsync("guess", "GET", "/api/v1/status")).IsProblem(401, "unknown-caller");
        (await bench.CallAsync(null, "GET", "/api/v1/status")).IsProblem(401, "unknown-caller");
        (await bench.CallAsync("guess", "GET", "/api/v1/status")).IsProblem(429, "too-many");
        Assert.Equal(200, (await bench.CallAsync("viewer", "GET", "/api/v1/status")).Status);
        Assert.Equal(503, (await bench.CallAsync(null, "GET", "/readyz")).Status);
    }

    [Theory]
    [InlineData("POST", "/livez")]
    [InlineData("DELETE", "/readyz")]
    public async Task Whoever_asks_a_probe_for_something_else_is_a_stranger(string method, string path)
    {
        await using ApiBench bench = await ApiBench.StartAsync(change: settings => settings with { StrangersBurst = 1 });
        (await bench.CallAsync(null, method, path)).IsProblem(401, "unknown-caller");
        (await bench.CallAsync(null, method, path)).IsProblem(429, "too-many");
    }

    /// <summary>Bodies out of parts that no call can use: none of them is a request that makes sense.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Nonsense_is_told_as_such_and_changes_nothing(int seed)
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        await bench.PublishAsync("a");
        await bench.CallAsync("author", "POST", "/api/v1/activations", new { version = "1" });
        var nonsense = new Nonsense(seed);
        for (int i = 0; i < 120; i++)
        {
            string path = All[i % All.Length];
            string body = nonsense.Body();
            ApiReply reply = await bench.CallAsync("operator", path.Contains("rights", StringComparison.Ordinal) ? "PATCH" : "POST", path, ApiBench.Json(body));
            Assert.True(reply.Status is >= 400 and < 500, $"{path} answers {reply.Status} to {body}");
            reply.IsProblem();
        }

        Assert.Single(bench.Verbs.Administration.State.Versions);
        Assert.Single(bench.Verbs.Administration.State.Activations);
        Assert.Empty(bench.Verbs.Administration.State.Approvals);
        Assert.Empty(bench.Verbs.Administration.State.Revocations);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_broken_archive_is_told_as_such(int seed)
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        var nonsense = new Nonsense(seed);
        for (int i = 0; i < 60; i++)
        {
            using var content = new ByteArrayContent(nonsense.Archive());
            content.Headers.TryAddWithoutValidation("Content-Type", "application/x-tar");
            ApiReply reply = await bench.CallAsync("operator", "POST", "/api/v1/versions", content);
            Assert.True(reply.Status is >= 400 and < 500, $"archive {i} is answered with {reply.Status}");
            reply.IsProblem();
        }

        Assert.Empty(bench.Verbs.Administration.State.Versions);
    }
}
