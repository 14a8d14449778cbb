using System.Security.Cryptography;
using Authz.Admin.Callers;
using Authz.Admin.Http;

namespace Authz.Admin.Tests.Callers;

/// <summary>Whoever sends tokens that cost a signature check each, without end.</summary>
public sealed class TokenFloodTests : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public async Task An_address_with_so_many_bad_ones_is_refused_before_they_are_looked_at()
    {
        await using ApiBench bench = await ApiBench.StartAsync(
            change: static settings => settings with { StrangersBurst = 2, StrangersPerSecond = 1 }, credentials: clock => SignedTokens.Callers(key, clock));
        string good = SignedTokens.Create(key, bench.Verbs.Clock);
        string bad = good[..^8] + "AAAAAAAA";
        Assert.Equal(200, await StatusAsync(bench, good));
        Assert.Equal(401, await StatusAsync(bench, bad));
        Assert.Equal(200, await StatusAsync(bench, good));
        Assert.Equal(401, await StatusAsync(bench, bad));

        // That a good one is refused too shows that nobody looked.
        Assert.Equal(429, await StatusAsync(bench, good));
        Assert.Equal(503, (await bench.CallAsync(null, "GET", "/readyz", content: null, ("Authorization", $"Bearer {bad}"))).Status);
        bench.Verbs.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, await StatusAsync(bench, good));
    }

    [Fact]
    public async Task So_many_are_looked_at_at_once_and_no_more()
    {
        var credentials = new HeldCredentials();
        await using ApiBench bench = await ApiBench.StartAsync(credentials: _ => credentials);
        var held = new List<Task<ApiReply>>();
        for (int i = 0; i < AdminPipeline.SignatureChecksMax; i++)
        {
            held.Add(bench.CallAsync(null, "GET", "/api/v1/status"));
            await credentials.WhenLookedAtAsync();
        }

        (await bench.CallAsync(null, "GET", "/api/v1/status")).IsProblem(503, "unavailable");
        credentials.Release(new AdminCaller("ann", AdminRoles.Viewer));
        Assert.All(await Task.WhenAll(held), static reply => Assert.Equal(200, reply.Status));
        Assert.Equal(200, (await bench.CallAsync(null, "GET", "/api/v1/status")).Status);
    }

    public void Dispose() => key.Dispose();

    private static async Task<int> StatusAsync(ApiBench bench, string token) =>
        (await bench.CallAsync(null, "GET", "/api/v1/status", content: null, ("Authorization", $"Bearer {token}"))).Status;
}
