using Authz.Testing.Http2;

namespace Authz.Envoy.Tests.FrontDoor;

/// <summary>Connections by the thousand.</summary>
[Collection(SharedAttackedService.Name)]
public sealed class ConnectionFloodTests(AttackedService service)
{
    private const int Connections = 10_000;

    // Fewer than the service takes, so that each gets as far as it wants to.
    private const int AtOnce = 50;

    // One a minute, and no test takes so many.
    private const int LinesMax = 3;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Ten_thousand_connections_that_are_dropped_at_once_harm_nobody(bool byReset) => service.SurvivesAsync(async _ =>
    {
        byte[] half = GrpcFrames.Call(1, service.AllowedMessage)[..^1];
        for (int i = 0; i < Connections; i += AtOnce)
        {
            await Task.WhenAll(Enumerable.Range(i, AtOnce).Select(async n =>
            {
                // Each gets a little further than the one before, by turns.
                using RawClient client = n % 2 == 0 ? await RawClient.ConnectAsync(service.Endpoint) : await RawClient.OpenAsync(service.Endpoint);
                if (n % 4 == 3)
                {
                    await client.SendAsync(half);
                }

                if (byReset)
                {
                    client.Reset();
                }
            }));
        }
    });

    [Fact]
    public async Task Ten_thousand_connections_that_want_to_stay_get_no_more_than_may_and_one_line_in_the_log()
    {
        var kept = new List<RawClient>();
        try
        {
            await service.SurvivesAsync(bystander => HoldAsync(kept, bystander));
        }
        finally
        {
            kept.ForEach(static client => client.Dispose());
        }
    }

    private async Task HoldAsync(List<RawClient> kept, Bystander bystander)
    {
        for (int i = 0; i < Connections; i += AtOnce)
        {
            RawClient[] clients = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => RawClient.OpenAsync(service.Endpoint)));
            bool[] isKept = await Task.WhenAll(clients.Select(static client => client.IsKeptAsync()));
            foreach ((RawClient client, bool stays) in clients.Zip(isKept))
            {
                if (stays)
                {
                    kept.Add(client);
                }
                else
                {
                    client.Dispose();
                }
            }
        }

        // The bystander has one; those of the tests before may not all be gone.
        Assert.InRange(kept.Count, AttackedService.ConnectionsMax - AtOnce, AttackedService.ConnectionsMax - 1);
        await bystander.UntilAnsweredAsync(1);
        Assert.InRange(service.Running.OutputLines.Count(IsAboutConnections), 1, LinesMax);
        kept.ForEach(static client => client.Dispose());
    }

    private static bool IsAboutConnections(string line) => line.Contains("connections were closed as they opened", StringComparison.Ordinal);

    /// <summary>An index beyond the tables, which Kestrel expects, and the index zero, which it stumbles over.</summary>
    [Theory]
    [InlineData(0xfe)]
    [InlineData(0x80)]
    public Task Broken_calls_do_not_fill_the_log(byte index) => service.SurvivesAsync(async _ =>
    {
        int before = service.Running.OutputLines.Count();
        for (int i = 0; i < AtOnce; i++)
        {
            using RawClient client = await RawClient.OpenAsync(service.Endpoint);
            await client.SendAsync(Http2Frames.Frame(Http2Frames.Headers, Http2Frames.EndHeaders, 1, index));
            await client.UntilClosedAsync();
        }

        Assert.InRange(service.Running.OutputLines.Count() - before, 0, AtOnce / 2);
    });
}
