using System.Text.Json;

namespace Authz.Admin.Tests.Audit;

public sealed class AuditTests
{
    [Fact]
    public async Task Every_call_leaves_a_line_refused_or_not()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        await bench.CallAsync("viewer", "GET", "/api/v1/status");
        await bench.CallAsync(null, "GET", "/api/v1/status");
        await bench.CallAsync("viewer", "GET", "/nowhere");
        await bench.CallAsync("viewer", "PUT", "/api/v1/status");
        await bench.PublishAsync("a", "viewer");
        ApiReply published = await bench.PublishAsync("a");
        await bench.CallAsync(null, "GET", "/livez");

        Assert.Equal(
            [
                "end viewer GET /api/v1/status 200", "end  GET /api/v1/status 401", "end viewer GET /nowhere 404", "end viewer PUT /api/v1/status 405",
                "end viewer POST /api/v1/versions 403", "begin author POST /api/v1/versions 0", "end author POST /api/v1/versions 201",
            ],
            bench.AuditLines().Select(static line =>
                $"{line.GetProperty("phase")} {line.GetProperty("who")} {line.GetProperty("call")} {line.GetProperty("status")}"));
        JsonElement last = bench.AuditLines()[^1];
        Assert.Equal(published.Json.GetProperty("version").GetProperty("digest").GetString(), last.GetProperty("target").GetString());
        Assert.Equal(published.Headers.GetValues("x-request-id").Single(), last.GetProperty("request").GetString());
        Assert.StartsWith("127.0.0.1:", last.GetProperty("from").GetString(), StringComparison.Ordinal);
        Assert.Equal("author", last.GetProperty("roles")[0].GetString());
    }

    [Fact]
    public async Task Nothing_is_changed_that_the_log_cannot_tell_of()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        File.Delete(bench.AuditFile);
        Directory.CreateDirectory(bench.AuditFile);
        (await bench.PublishAsync("a")).IsProblem(503, "unavailable");
        (await bench.CallAsync("author", "POST", "/api/v1/revocations", new { from = "a", to = "*" })).IsProblem(503, "unavailable");
        Assert.Empty(bench.Verbs.Administration.State.Versions);
        Assert.Empty(bench.Verbs.Administration.State.Revocations);
        Assert.Equal(200, (await bench.CallAsync("viewer", "GET", "/api/v1/status")).Status);

        Directory.Delete(bench.AuditFile);
        Assert.Equal(201, (await bench.PublishAsync("a")).Status);
    }

    [Fact]
    public async Task What_a_caller_sends_stays_in_its_line()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        await bench.CallAsync("viewer", "GET", "/x%0A%7B%22phase%22:%22end%22%7D%1b[2J\u2028");
        await bench.CallAsync("viewer", "GET", "/" + new string('x', 5000));
        Assert.Equal(2, bench.AuditLines().Count);
        Assert.All(File.ReadAllText(bench.AuditFile), static c => Assert.True(c is '\n' or (>= ' ' and < '\u007f')));
        Assert.All(File.ReadAllLines(bench.AuditFile), static line => Assert.InRange(line.Length, 1, 1000));
    }

    [Fact]
    public async Task A_torn_line_is_ended_and_left_out()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        File.WriteAllText(bench.AuditFile, "{\"phase\":\"be");
        await bench.CallAsync("viewer", "GET", "/api/v1/status");
        ApiReply read = await bench.CallAsync("auditor", "GET", "/api/v1/audit?limit=5");
        Assert.Equal("viewer", Assert.Single(read.Json.GetProperty("lines").EnumerateArray()).GetProperty("who").GetString());
    }

    [Fact]
    public async Task A_flood_of_strangers_is_counted_and_does_not_fill_the_disk()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        for (int i = 0; i < Authz.Admin.Http.StrangerLines.Burst; i++)
        {
            await bench.CallAsync(null, "GET", "/api/v1/status");
        }

        await bench.CallAsync(null, "GET", "/api/v1/status");
        await bench.CallAsync("viewer", "GET", "/api/v1/status", content: null, ("Host", "evil.example"));
        Assert.Equal(Authz.Admin.Http.StrangerLines.Burst, bench.AuditLines().Count);

        // Callers who are known have their lines all the same.
        await bench.CallAsync("viewer", "GET", "/api/v1/status");
        Assert.Equal("viewer", bench.AuditLines()[^1].GetProperty("who").GetString());

        bench.Verbs.Clock.Advance(TimeSpan.FromSeconds(1));
        await bench.CallAsync(null, "GET", "/api/v1/status");
        Assert.Contains("2 more refusals", bench.AuditLines()[^1].GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_moved_away_has_no_lines()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        File.Move(bench.AuditFile, bench.AuditFile + ".1");
        ApiReply read = await bench.CallAsync("auditor", "GET", "/api/v1/audit");
        Assert.Equal((200, 0), (read.Status, read.Json.GetProperty("lines").GetArrayLength()));
        Assert.Single(bench.AuditLines());
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_told()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        File.Delete(bench.AuditFile);
        Directory.CreateDirectory(bench.AuditFile);
        (await bench.CallAsync("auditor", "GET", "/api/v1/audit")).IsProblem(503, "unavailable");
    }

    [Fact]
    public async Task What_comes_into_force_at_its_time_is_told_before_and_after()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        await ScheduleAsync(bench);
        bench.Verbs.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("done", await OutcomeAsync(bench));

        Assert.Equal(
            ["begin author 0", "end author 201"],
            bench.AuditLines().Where(static line => line.GetProperty("call").GetString() == "scheduled activation 1")
                .Select(static line => $"{line.GetProperty("phase")} {line.GetProperty("who")} {line.GetProperty("status")}"));
    }

    [Fact]
    public async Task Nothing_comes_into_force_at_its_time_that_the_log_cannot_tell_of()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        await ScheduleAsync(bench);
        File.Delete(bench.AuditFile);
        Directory.CreateDirectory(bench.AuditFile);

        bench.Verbs.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal("refused", await OutcomeAsync(bench));
        Assert.Null(bench.Verbs.Administration.State.Active);
    }

    private static async Task ScheduleAsync(ApiBench bench)
    {
        await bench.PublishAsync("a");
        Assert.Equal(202, (await bench.CallAsync("author", "POST", "/api/v1/activations", new { version = "1", delaySeconds = 60 })).Status);
    }

    private static async Task<string?> OutcomeAsync(ApiBench bench)
    {
        while (true)
        {
            string? status = (await bench.CallAsync("viewer", "GET", "/api/v1/activations")).Json.GetProperty("scheduled")[0].GetProperty("status").GetString();
            if (status != "waiting")
            {
                return status;
            }
        }
    }

    [Fact]
    public async Task Only_its_owner_reads_the_file()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        Assert.True(OwnerOnly.Is(bench.AuditFile));
    }
}
