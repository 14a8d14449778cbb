using System.Diagnostics.Metrics;
using System.Text;
using Authz.Pdp.Identities.Tokens;
using Authz.Policies;
using Authz.Policies.Compilation;
using Authz.Service.Keys;
using Authz.Store;
using Authz.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Authz.Service.Tests.Keys;

public sealed class KeyRefresherTests : IDisposable
{
    private const string KeyAddress = "https://idp.example/jwks";

    private readonly ManualTimeProvider clock = new();
    private readonly ScriptedIssuer issuer = new();
    private readonly TokenKeyRing ring = new();
    private readonly string folder = Directory.CreateTempSubdirectory("authz-keys").FullName;
    private readonly PolicyStore<object> store;
    private readonly KeyRefresher refresher;

    public KeyRefresherTests()
    {
        store = new PolicyStore<object>(_ => new object(), new CompilationOptions(), clock, NullLogger<PolicyStore>.Instance);
        issuer.Bodies[KeyAddress] = ScriptedIssuer.OneKey;
        refresher = RefresherOver(store);
    }

    public void Dispose()
    {
        refresher.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Keys_are_fetched_as_soon_as_a_version_names_their_issuer()
    {
        Assert.Equal(0, await StepAsync());
        Offer("jwksUri: https://idp.example/jwks");

        Assert.Equal(1, await StepAsync());
        Assert.Equal(1, Slot.Keys?.Count);
        Assert.Equal(clock.GetUtcNow(), Slot.Keys?.FetchedAt);
        Assert.Equal(0, await StepAsync());
    }

    [Fact]
    public async Task Keys_are_fetched_again_in_time_and_what_came_last_counts()
    {
        Offer("jwksUri: https://idp.example/jwks");
        await StepAsync();
        issuer.Bodies[KeyAddress] = ScriptedIssuer.TwoKeys;

        clock.Advance(KeyLimits.RefreshDefault - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await StepAsync());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await StepAsync());
        Assert.Equal(2, Slot.Keys?.Count);
    }

    [Theory]
    [InlineData(1, 60)]
    [InlineData(600, 600)]
    [InlineData(1_000_000, 3600)]
    public async Task An_answer_may_say_how_long_it_is_kept_within_bounds(int maxAge, int expected)
    {
        issuer.CacheControl = new() { MaxAge = TimeSpan.FromSeconds(maxAge) };
        Offer("jwksUri: https://idp.example/jwks");
        await StepAsync();

        clock.Advance(TimeSpan.FromSeconds(expected - 1));
        Assert.Equal(0, await StepAsync());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await StepAsync());
    }

    [Fact]
    public async Task Keys_that_are_soon_stale_are_fetched_sooner()
    {
        issuer.CacheControl = new() { MaxAge = TimeSpan.FromHours(1) };
        Offer("jwksUri: https://idp.example/jwks\n  maxStale: 4m");
        await StepAsync();

        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await StepAsync());
    }

    [Fact]
    public async Task While_an_issuer_is_away_the_last_good_keys_stay_and_it_is_asked_ever_more_seldom()
    {
        Offer("jwksUri: https://idp.example/jwks");
        await StepAsync();
        TokenKeySet? good = Slot.Keys;
        issuer.Failure = new HttpRequestException("no route to host");
        clock.Advance(KeyLimits.RefreshDefault);
        int asked = 0;
        for (int second = 0; second < 3600; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            asked += await StepAsync();
        }

        // At first after a second, at last every five minutes or, by chance, half of that.
        Assert.InRange(asked, 18, 36);
        Assert.Same(good, Slot.Keys);

        issuer.Failure = null;
        clock.Advance(KeyLimits.RetryMax);
        Assert.Equal(1, await StepAsync());
        Assert.NotSame(good, Slot.Keys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"keys":[{"kty":"oct","k":"AAAA"}]}""")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"AAAA"}]}""")]
    public async Task What_is_no_set_of_public_keys_does_not_replace_one(string body)
    {
        Offer("jwksUri: https://idp.example/jwks");
        await StepAsync();
        TokenKeySet? good = Slot.Keys;
        issuer.Bodies[KeyAddress] = body;

        clock.Advance(KeyLimits.RefreshDefault);
        Assert.Equal(1, await StepAsync());
        Assert.Same(good, Slot.Keys);
    }

    [Fact]
    public async Task A_token_with_a_new_key_id_brings_the_next_fetch_forward_but_not_at_will()
    {
        Offer("jwksUri: https://idp.example/jwks");
        await StepAsync();
        issuer.Bodies[KeyAddress] = ScriptedIssuer.TwoKeys;

        int fetched = 0;
        for (int second = 1; second <= 60; second++)
        {
            Slot.AskForRefresh();
            clock.Advance(TimeSpan.FromSeconds(1));
            fetched += await StepAsync();
            Assert.Equal(second < 30 ? 1 : 2, Slot.Keys?.Count);
        }

        Assert.Equal(2, fetched);
    }

    [Theory]
    [InlineData("4m", "24h")]
    [InlineData("24h", "4m")]
    public async Task Of_issuers_that_share_their_keys_the_one_whose_are_stale_first_says_when_they_are_fetched(string first, string second)
    {
        Assert.Equal(OfferOutcome.Activated, store.Offer(SourceSet.Of(
            [Source("a.yaml", "a", first), Source("b.yaml", "b", second)])));
        Assert.Equal(1, await StepAsync());

        clock.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await StepAsync());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await StepAsync());

        static KeyValuePair<string, ReadOnlyMemory<byte>> Source(string file, string name, string maxStale) => new(file, Encoding.UTF8.GetBytes(
            $$"""
            apiVersion: authz/v1
            kind: Issuer
            metadata: {name: {{name}}}
            spec:
              issuer: https://{{name}}.example
              audiences: [here]
              algorithms: [ES256]
              jwksUri: {{KeyAddress}}
              maxStale: {{maxStale}}
            ---
            apiVersion: authz/v1
            kind: BuildingBlock
            metadata: {name: of-{{name}}}
            spec:
              identities: [{spiffe: "spiffe://td/{{name}}"}]
            """));
    }

    [Fact]
    public async Task Metadata_lead_to_the_keys_of_their_own_issuer_alone()
    {
        const string metadata = "https://idp.example/realm/.well-known/openid-configuration";
        Offer("discovery: https://idp.example/realm");
        issuer.Bodies[metadata] = """{"issuer":"https://other.example","jwks_uri":"https://idp.example/jwks"}""";
        Assert.Equal(1, await StepAsync());
        Assert.Null(Slot.Keys);
        Assert.Equal([metadata], issuer.Asked);

        issuer.Bodies[metadata] = """{"issuer":"https://issuer.example","jwks_uri":"https://idp.example/jwks"}""";
        clock.Advance(KeyLimits.RetryMax);
        Assert.Equal(1, await StepAsync());
        Assert.Equal(1, Slot.Keys?.Count);
    }

    [Fact]
    public async Task An_issuer_that_is_declared_no_more_is_asked_no_more()
    {
        Offer("jwksUri: https://idp.example/jwks");
        await StepAsync();
        Offer("jwksUri: https://idp.example/other");
        issuer.Bodies["https://idp.example/other"] = ScriptedIssuer.TwoKeys;
        await StepAsync();
        issuer.Asked.Clear();

        clock.Advance(KeyLimits.RefreshDefault);
        await StepAsync();
        Assert.Equal(["https://idp.example/other"], issuer.Asked);
        Assert.Equal(2, Slot.Keys?.Count);
    }

    [Fact]
    public async Task Keys_are_kept_over_a_restart_with_their_age()
    {
        Offer("jwksUri: https://idp.example/jwks");
        await StepAsync();
        DateTimeOffset fetchedAt = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromHours(3));
        issuer.Failure = new HttpRequestException("no route to host");

        var secondRing = new TokenKeyRing();
        using KeyRefresher second = RefresherOver(store, secondRing);
        await Task.WhenAll(second.StartDue(TestContext.Current.CancellationToken));

        TokenKeySlot slot = secondRing.SlotOf(Assert.Single(store.Status.InForce?.Policies.Issuers ?? []));
        Assert.Equal(fetchedAt, slot.Keys?.FetchedAt);
    }

    [Fact]
    public async Task A_full_disk_or_a_folder_that_cannot_be_made_costs_only_the_copy()
    {
        // Where the folder should be, there is a file.
        Directory.Delete(folder, recursive: true);
        await File.WriteAllTextAsync(folder, "", TestContext.Current.CancellationToken);
        Offer("jwksUri: https://idp.example/jwks");

        Assert.Equal(1, await StepAsync());
        Assert.Equal(1, Slot.Keys?.Count);
        File.Delete(folder);
        Directory.CreateDirectory(folder);
    }

    private TokenKeySlot Slot => ring.SlotOf(Assert.Single(store.Status.InForce?.Policies.Issuers ?? []));

    private KeyRefresher RefresherOver(PolicyStore policies, TokenKeyRing? keys = null)
    {
        ServiceProvider provider = new ServiceCollection().AddMetrics().BuildServiceProvider();
        return new KeyRefresher(
            policies,
            keys ?? ring,
            new KeyClient(issuer),
            new KeyArchive(folder),
            clock,
            new Random(7),
            provider.GetRequiredService<IMeterFactory>(),
            NullLogger<KeyRefresher>.Instance);
    }

    private async Task<int> StepAsync()
    {
        IReadOnlyList<Task> started = refresher.StartDue(TestContext.Current.CancellationToken);
        await Task.WhenAll(started);
        return started.Count;
    }

    private void Offer(string keys) => Assert.Equal(OfferOutcome.Activated, store.Offer(SourceSet.Of(
    [
        new("all.yaml", Encoding.UTF8.GetBytes(
            $$"""
            apiVersion: authz/v1
            kind: Issuer
            metadata: {name: idp}
            spec:
              issuer: https://issuer.example
              audiences: [here]
              algorithms: [ES256]
              {{keys}}
            ---
            apiVersion: authz/v1
            kind: BuildingBlock
            metadata: {name: web}
            spec:
              identities: [{spiffe: "spiffe://td/web"}]
            """)),
    ])));
}
