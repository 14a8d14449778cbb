using Authz.Admin.Administration;
using Authz.Admin.Calls;
using Authz.Admin.Http;

namespace Authz.Admin.Tests.Http;

/// <summary>What costs much is done by so many at once and no more.</summary>
public sealed class PlacesTests
{
    /// <summary>So that the timer of each call is told from the others'.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void One_more_than_there_are_places_is_turned_away_until_one_is_left()
    {
        var places = new Places(2, "do it");
        IDisposable first = places.Take();
        places.Take();
        AdministrationException full = Assert.Throws<AdministrationException>(() => places.Take());
        Assert.Equal((Refusal.Unavailable, "2 do it already: ask again"), (full.Refusal, full.Message));
        first.Dispose();
        first.Dispose();
        places.Take();
        Assert.Throws<AdministrationException>(() => places.Take());
    }

    [Fact]
    public async Task Sets_of_policies_are_taken_in_one_beside_the_other_but_not_many_and_not_for_ever()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        HeldBody[] bodies = [.. Enumerable.Range(0, AdminPipeline.CandidatesMax).Select(static _ => new HeldBody())];
        var held = new List<Task<ApiReply>>();
        foreach (HeldBody body in bodies)
        {
            bench.Verbs.Clock.Advance(Moment);
            held.Add(bench.CallAsync("author", "POST", "/api/v1/versions", body));
            await bench.Verbs.Clock.WhenTimerIsDueInAsync(RequestBody.TimeMax);
        }

        ApiReply refused = await bench.PublishAsync("a");

        refused.IsProblem(503, "unavailable");
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);

        bench.Verbs.Clock.Advance(RequestBody.TimeMax);
        foreach (HeldBody body in bodies)
        {
            // The client reads no answer before it has sent all.
            body.Release();
        }

        foreach (ApiReply slow in await Task.WhenAll(held))
        {
            slow.IsProblem(408, "too-slow");
        }

        Assert.Equal(201, (await bench.PublishAsync("b")).Status);
    }

    [Fact]
    public async Task So_many_wait_for_replicas_and_no_more()
    {
        await using ApiBench bench = await ApiBench.StartAsync();
        await bench.PublishAsync("a");
        var waiting = new List<Task<ApiReply>>();
        for (int i = 0; i < StateCalls.WaitersMax; i++)
        {
            bench.Verbs.Clock.Advance(Moment);
            waiting.Add(bench.CallAsync("viewer", "GET", "/api/v1/wait?version=1&seconds=60"));
            await bench.Verbs.Clock.WhenTimerIsDueInAsync(PolicyAdministration.ReplicaPoll);
        }

        (await bench.CallAsync("viewer", "GET", "/api/v1/wait?version=1&seconds=0")).IsProblem(503, "unavailable");
        await bench.CallAsync("author", "POST", "/api/v1/activations", new { version = "1" });
        bench.Verbs.Clock.Advance(PolicyAdministration.ReplicaPoll);
        Assert.All(await Task.WhenAll(waiting), static reply => Assert.True(reply.Json.GetProperty("isEverywhere").GetBoolean()));
        Assert.Equal(200, (await bench.CallAsync("viewer", "GET", "/api/v1/wait?version=1")).Status);
    }
}
