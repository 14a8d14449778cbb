using System.Text.Json;
using Authz.Admin.Administration;
using Authz.Admin.Calls;
using Authz.Admin.Events;
using Authz.Store.Versions;

namespace Authz.Admin.Tests.Events;

public sealed class EventCallsTests
{
    [Fact]
    public async Task Changes_are_told_in_order_after_how_it_stands()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        await using EventReader reader = await EventReader.OpenAsync(bench);
        Assert.Equal("state", (await reader.NextAsync()).Kind);

        await bench.PublishAsync("a");
        await bench.CallAsync("approver", "POST", "/api/v1/versions/1/approvals", new { });
        await bench.CallAsync("author", "POST", "/api/v1/activations", new { version = "1" });
        await bench.CallAsync("author", "POST", "/api/v1/revocations", new { from = "a", to = "*" });
        await bench.CallAsync("approver", "DELETE", "/api/v1/revocations/1");

        Assert.Equal(["version", "approval", "activation", "revocation", "lifted"], await reader.KindsAsync(5));
    }

    [Fact]
    public async Task Who_resumes_hears_what_was_missed_once_and_over_restarts()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        string last;
        await using (EventReader reader = await EventReader.OpenAsync(bench))
        {
            await bench.PublishAsync("a");
            await reader.KindsAsync(1);
            last = (await reader.NextAsync()).Id;
        }

        await bench.PublishAsync("b");
        await bench.CallAsync("author", "POST", "/api/v1/activations", new { version = "2" });

        // An id says what was heard, and nothing of the process that gave it: another feed over the same repository is as good.
        using var restarted = new EventFeed(bench.Verbs.Repository);
        Assert.Equal(["version", "activation", "state"], restarted.Listen(last).Missed.Select(static happened => happened.Kind));
        await using EventReader resumed = await EventReader.OpenAsync(bench, last);
        Assert.Equal(["version", "activation", "state"], await resumed.KindsAsync(3));
        await bench.PublishAsync("c");
        StreamedEvent next = await resumed.NextAsync();
        Assert.Equal(("version", 3), (next.Kind, next.Data.GetProperty("number").GetInt32()));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("1-2-3")]
    [InlineData("1-2-3--4")]
    [InlineData("1-2-3-99999999999999999999")]
    public async Task An_id_that_was_never_given_is_refused(string id)
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        (await bench.CallAsync("viewer", "GET", "/api/v1/events", content: null, ("Last-Event-ID", id))).IsProblem(400, "malformed");
    }

    [Fact]
    public async Task So_many_listen_and_no_more_until_one_leaves()
    {
        using var bench = new AdministrationBench();
        using var feed = new EventFeed(bench.Repository);
        System.Threading.Channels.ChannelReader<AdminEvent> first = feed.Listen(null).Coming;
        for (int i = 1; i < EventFeed.ListenersMax; i++)
        {
            feed.Listen(null);
        }

        Assert.Throws<AdministrationException>(() => feed.Listen(null));
        feed.Leave(first);
        feed.Listen(null);
        await bench.PublishAsync("a");
    }

    [Fact]
    public async Task Who_is_too_slow_is_cut_off_and_misses_nothing_by_resuming()
    {
        using var bench = new AdministrationBench();
        const int WaitingMax = 3;
        using var feed = new EventFeed(bench.Repository, WaitingMax);
        (_, System.Threading.Channels.ChannelReader<AdminEvent> coming) = feed.Listen(null);
        for (int i = 0; i <= WaitingMax; i++)
        {
            await bench.Repository.RevokeAsync(new RevocationOrder($"a{i}", "*", "ann", ""), TestContext.Current.CancellationToken);
        }

        var heard = new List<AdminEvent>();
        while (coming.TryRead(out AdminEvent? happened))
        {
            heard.Add(happened);
        }

        Assert.Equal(WaitingMax, heard.Count);
        Assert.True(coming.Completion.IsCompleted);
        Assert.Equal(["revocation", "state"], feed.Listen(heard[^1].Id.ToString()).Missed.Select(static happened => happened.Kind));
    }

    [Fact]
    public async Task A_line_end_in_a_reason_ends_no_event()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        await using EventReader reader = await EventReader.OpenAsync(bench);
        await reader.NextAsync();
        await bench.CallAsync("author", "POST", "/api/v1/revocations", new { from = "a", to = "*", reason = "x\n\nevent: forged\ndata: {}" });
        StreamedEvent told = await reader.NextAsync();
        Assert.Equal("x\n\nevent: forged\ndata: {}", told.Data.GetProperty("reason").GetString());
        Assert.Equal(JsonValueKind.Object, told.Data.ValueKind);
    }

    [Fact]
    public async Task A_stream_ends_after_a_while_so_that_credentials_are_shown_anew()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        await using EventReader reader = await EventReader.OpenAsync(bench);
        string last = (await reader.NextAsync()).Id;
        await bench.Verbs.Clock.WhenTimerIsDueInAsync(EventCalls.StreamMax);
        bench.Verbs.Clock.Advance(EventCalls.StreamMax);
        await reader.WhenEndedAsync();

        await bench.PublishAsync("a");
        await using EventReader resumed = await EventReader.OpenAsync(bench, last);
        Assert.Equal(["version", "state"], await resumed.KindsAsync(2));
    }

    [Fact]
    public async Task A_quiet_stream_shows_that_it_lives()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        await using EventReader reader = await EventReader.OpenAsync(bench);
        await reader.NextAsync();
        await bench.Verbs.Clock.WhenTimerIsDueInAsync(EventCalls.Heartbeat);
        bench.Verbs.Clock.Advance(EventCalls.Heartbeat);
        Assert.Equal(": ", await reader.NextLineAsync());
    }
}
