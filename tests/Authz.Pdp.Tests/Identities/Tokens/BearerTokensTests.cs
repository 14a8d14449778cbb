using System.Collections.Immutable;
using System.Text;
using Authz.Pdp.Identities.Credentials;
using Authz.Pdp.Identities.Tokens;
using Authz.Policies.Binding;
using Authz.Policies.Requests;
using Authz.Policies.Syntax;

namespace Authz.Pdp.Tests.Identities.Tokens;

/// <summary>What changes between one check of a token and the next: time, keys, policies, load.</summary>
public sealed class BearerTokensTests : IDisposable
{
    private readonly TokenWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(0, "portal")]
    [InlineData(329_999, "portal")]
    [InlineData(330_000, "bad_token")]
    [InlineData(400_000, "bad_token")]
    public void A_token_expires_exactly_at_the_leeway_whether_it_was_seen_before_or_not(int milliseconds, string expected)
    {
        DateTimeOffset time = TokenWorld.Now.AddMilliseconds(milliseconds);
        string token = TestTokens.Of();
        Assert.Equal(expected, Say(world.Version(), token, time));

        BearerTokens seen = world.Version();
        Assert.Equal("portal", Say(seen, token));
        Assert.Equal(expected, Say(seen, token, time));
    }

    [Fact]
    public void A_token_that_was_seen_is_not_valid_before_its_time()
    {
        string token = TestKeys.Sign(
            "{\"alg\":\"RS256\",\"kid\":\"rsa\"}",
            "{\"iss\":\"https://idp.test\",\"aud\":\"registry\",\"exp\":1800000300,\"nbf\":1800000000,\"sub\":\"portal\"}",
            "rsa RS256");
        BearerTokens tokens = world.Version();

        Assert.Equal("portal", Say(tokens, token));
        Assert.Equal("portal", Say(tokens, token, TokenWorld.Now.AddSeconds(-30)));
        Assert.Equal("bad_token", Say(tokens, token, TokenWorld.Now.AddSeconds(-30).AddTicks(-1)));
    }

    [Fact]
    public void Keys_that_were_never_had_are_unavailable_and_a_bad_token_is_bad_all_the_same()
    {
        BearerTokens tokens = world.Version();

        Assert.Equal("token_keys_unavailable", Say(tokens, TestTokens.Of(TokenWorld.FetchedIssuer)));
        Assert.Equal("bad_token", Say(tokens, TestTokens.Of(TokenWorld.FetchedIssuer, expires: 1)));
        Assert.Equal("portal", Say(tokens, TestTokens.Of()));
    }

    [Fact]
    public void Keys_are_used_for_as_long_as_they_may_be_and_no_longer()
    {
        string token = TestTokens.Of(TokenWorld.FetchedIssuer, expires: 1_900_000_000);
        Fetch(TestKeys.Jwks, TokenWorld.Now);
        BearerTokens tokens = world.Version();
        DateTimeOffset end = TokenWorld.Now.AddHours(1);

        Assert.Equal("later", Say(tokens, token, end));
        Assert.Equal("token_keys_unavailable", Say(tokens, token, end.AddTicks(1)));

        // They come back, and with them the token.
        Fetch(TestKeys.Jwks, end);
        Assert.Equal("later", Say(tokens, token, end.AddTicks(1)));
    }

    [Fact]
    public void Keys_that_were_fetched_by_a_clock_that_was_ahead_are_of_no_known_age()
    {
        string token = TestTokens.Of(TokenWorld.FetchedIssuer);
        BearerTokens tokens = world.Version();
        DateTimeOffset edge = TokenWorld.Now.AddSeconds(TokenLimits.KeysAheadSecondsMax);

        Fetch(TestKeys.Jwks, edge);
        Assert.Equal("later", Say(tokens, token));
        Fetch(TestKeys.Jwks, edge.AddTicks(1));
        Assert.Equal("token_keys_unavailable", Say(tokens, token));
    }

    [Fact]
    public void A_key_that_is_withdrawn_takes_its_tokens_along_although_they_were_seen()
    {
        string token = TestTokens.Of(TokenWorld.FetchedIssuer);
        string other = TestTokens.Of(TokenWorld.FetchedIssuer, how: "p256 ES256");
        Fetch(TestKeys.Set("rsa"), TokenWorld.Now);
        BearerTokens tokens = world.Version();
        Assert.Equal("later", Say(tokens, token));
        Assert.Equal("bad_token", Say(tokens, other));

        Fetch(TestKeys.Set("p256"), TokenWorld.Now);
        Assert.Equal("bad_token", Say(tokens, token));
        Assert.Equal("later", Say(tokens, other));

        // A key of the same name is another key.
        Fetch($"{{\"keys\": [{TestKeys.Jwk("other-rsa", "\"kid\": \"rsa\"")}]}}", TokenWorld.Now);
        Assert.Equal("bad_token", Say(tokens, token));
    }

    [Fact]
    public void A_key_that_is_not_at_hand_is_asked_for_and_waited_for_by_nobody()
    {
        TokenKeySlot slot = world.Ring.SlotOf(TokenWorld.Issuers[0]);
        Fetch(TestKeys.Set("rsa"), TokenWorld.Now);
        BearerTokens tokens = world.Version();
        Assert.Equal("later", Say(tokens, TestTokens.Of(TokenWorld.FetchedIssuer)));
        Assert.Equal("bad_token", Say(tokens, TestTokens.Of(TokenWorld.FetchedIssuer, expires: 1, how: "p256 ES256")));
        Assert.False(slot.TakeAsked());

        Assert.Equal("bad_token", Say(tokens, TestTokens.Of(TokenWorld.FetchedIssuer, how: "p256 ES256")));
        Assert.True(slot.TakeAsked());
        Assert.False(slot.TakeAsked());
    }

    [Fact]
    public void The_same_keys_fetched_again_verify_nothing_anew()
    {
        string token = TestTokens.Of(TokenWorld.FetchedIssuer);
        Fetch(TestKeys.Jwks, TokenWorld.Now);
        Assert.Equal("later", Say(world.Version(), token));
        Fetch(TestKeys.Jwks, TokenWorld.Now.AddMinutes(1));
        FillGate(4);

        Assert.Equal("later", Say(world.Version(), token));
    }

    [Fact]
    public void A_new_version_judges_anew_and_verifies_nothing_anew()
    {
        string token = TestTokens.Of();
        Assert.Equal("portal", Say(world.Version(), token));
        FillGate(4);
        BoundBlock other = TokenWorld.BlockOf(0, "web", [new BoundTokenIdentity(0, TokenWorld.ClaimsOf("sub=portal"))]);
        BoundBlock nobody = TokenWorld.BlockOf(0, "web", [new BoundTokenIdentity(0, TokenWorld.ClaimsOf("sub=another"))]);

        // The issuer has another place among the issuers now, and the token names another block, or none.
        ImmutableArray<BoundIssuer> idp = [TokenWorld.Issuers[1]];
        CredentialProof proof = TokenWorld.Prove(world.Version(idp, [other]), token);
        Assert.Equal((CredentialOutcome.Named, 0, 0), (proof.Outcome, proof.Block, proof.Claims?.Issuer));
        proof = TokenWorld.Prove(world.Version(idp, [nobody]), token);
        Assert.Equal((CredentialOutcome.Nameless, 0), (proof.Outcome, proof.Claims?.Issuer));
    }

    [Fact]
    public void A_new_version_takes_back_an_issuer_an_algorithm_an_audience_or_a_leeway()
    {
        string token = TestTokens.Of();
        DateTimeOffset late = TokenWorld.Now.AddSeconds(310);
        Assert.Equal("portal", Say(world.Version(), token, late));
        BoundIssuer issuer = TokenWorld.Issuers[1];

        Assert.Equal("absent", Say(world.Version([TokenWorld.Issuers[2]], []), token, late));
        Assert.Equal("bad_token", Say(world.Version([With(issuer, algorithms: [TokenAlgorithm.PS256])], []), token, late));
        Assert.Equal("bad_token", Say(world.Version([With(issuer, audience: "archive")], []), token, late));
        Assert.Equal("bad_token", Say(world.Version([With(issuer, leeway: 10)], []), token, late));
        Assert.Equal("nameless", Say(world.Version([With(issuer, leeway: 11)], []), token, late));
        Assert.Equal("bad_token", Say(world.Version([With(issuer, jwks: TestKeys.Set("p256"))], []), token, late));
    }

    [Fact]
    public void Versions_that_are_used_side_by_side_each_say_their_own()
    {
        string token = TestTokens.Of();
        BearerTokens first = world.Version();
        BearerTokens second = world.Version(blocks: []);

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("portal", Say(first, token));
            Assert.Equal("nameless", Say(second, token));
        }
    }

    [Fact]
    public void One_issuers_token_is_not_anothers_although_they_share_their_keys()
    {
        Fetch(TestKeys.Jwks, TokenWorld.Now);
        BearerTokens tokens = world.Version();

        Assert.Equal("portal", Say(tokens, TestTokens.Of()));
        Assert.Equal("later", Say(tokens, TestTokens.Of(TokenWorld.FetchedIssuer)));
    }

    [Fact]
    public void More_signatures_at_once_than_the_limit_are_turned_away_and_known_tokens_are_served()
    {
        BearerTokens tokens = world.Version();
        string known = TestTokens.Of();
        Assert.Equal("portal", Say(tokens, known));

        FillGate(3);
        Assert.Equal("portal", Say(tokens, TestTokens.Of(expires: 1_800_000_301)));
        FillGate(1);
        Assert.Equal("overloaded", Say(tokens, TestTokens.Of(expires: 1_800_000_302)));
        Assert.Equal("portal", Say(tokens, known));

        // What is bad without its signature is told without a place.
        Assert.Equal("bad_token", Say(tokens, TestTokens.Of(expires: 1)));
        world.Gate.Leave();
        Assert.Equal("portal", Say(tokens, TestTokens.Of(expires: 1_800_000_302)));
        Assert.Equal(3, world.Gate.Checks);
    }

    [Fact]
    public void A_token_of_the_longest_length_is_read_and_one_more_is_refused()
    {
        string longest = TestTokens.OfLength(TokenLimits.TokenBytesMax);
        string longer = TestTokens.OfLength(TokenLimits.TokenBytesMax + 1);
        Assert.InRange(longest.Length, TokenLimits.TokenBytesMax, TokenLimits.TokenBytesMax);

        Assert.Equal("portal", Say(world.Version(), longest));
        Assert.Equal("bad_token", Say(world.Version(), longer));
        Assert.Equal("absent", Say(world.Version([], []), longer));
    }

    [Fact]
    public void The_claims_are_the_payload_as_it_was_signed()
    {
        string payload = "{ \"iss\":\"https://idp.test\",\"aud\":\"registry\",\"exp\":1800000300,\"sub\":\"é\" }";
        CredentialProof proof = TokenWorld.Prove(
            world.Version(), TestKeys.Sign("{\"alg\":\"RS256\",\"kid\":\"rsa\"}", payload, "rsa RS256"));

        Assert.NotNull(proof.Claims);
        Assert.Equal(payload, Encoding.UTF8.GetString(proof.Claims.Payload.Span));
        Assert.Equal(1, proof.Claims.Issuer);
    }

    [Fact]
    public void Threads_that_meet_agree()
    {
        string[] ways = ["rsa RS256", "rsa PS512", "p256 ES256", "p521 ES512", "ed EdDSA"];
        string[] good = [.. ways.SelectMany(how => Enumerable.Range(0, 10).Select(i => TestTokens.Of(expires: 1_800_000_300 + i, how: how)))];
        using var wide = new TokenWorld { Gate = new SignatureGate(64), Cache = new VerifiedTokenCache(16 * 1024) };
        BearerTokens tokens = wide.Version();

        Parallel.For(0, 4, worker =>
        {
            var random = new Random(worker);
            for (int i = 0; i < 200; i++)
            {
                string token = good[random.Next(good.Length)];
                string other = good[random.Next(good.Length)];
                string swapped = $"{token[..token.LastIndexOf('.')]}{other[other.LastIndexOf('.')..]}";
                Assert.Equal("portal", Say(tokens, token));
                Assert.Equal(swapped == token ? "portal" : "bad_token", Say(tokens, swapped));
            }
        });

        Assert.Equal(0, wide.Gate.Checks);
    }

    [Fact]
    public void A_known_token_allocates_nothing() =>
        AssertAllocatesNothing($"Bearer {TestTokens.Of()}", CredentialOutcome.Named);

    [Theory]
    [InlineData("Basic cG9ydGFsOnNlY3JldA==")]
    [InlineData("Bearer 2YotnFZFEjr1zCsicMWpAA")]
    [InlineData("Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJvdGhlciJ9.c2ln")]
    public void What_proves_nothing_allocates_nothing(string header) => AssertAllocatesNothing(header, CredentialOutcome.Absent);

    private void AssertAllocatesNothing(string header, CredentialOutcome outcome)
    {
        BearerTokens tokens = world.Version();
        byte[] value = Encoding.ASCII.GetBytes(header);
        byte[] bytes = [.. "authorization"u8, .. value];
        HeaderSlot[] slots = [new HeaderSlot(0, 13, 13, value.Length)];
        int others = 0;

        Assert.Equal(0, Allocation.Of(() =>
        {
            var request = new AccessRequest { Headers = new HeaderList(bytes, slots, isRaw: true), Target = "/a?b=c"u8, Time = TokenWorld.Now };
            others += tokens.Prove(in request).Outcome == outcome ? 0 : 1;
        }));
        Assert.Equal(0, others);
    }

    private static string Say(BearerTokens tokens, string token, DateTimeOffset? time = null) =>
        TokenWorld.Say(TokenWorld.Prove(tokens, token, time));

    private void Fetch(string jwks, DateTimeOffset time) =>
        world.Ring.SlotOf(TokenWorld.Issuers[0]).Keys = TokenKeySet.Read(Encoding.UTF8.GetBytes(jwks), [], time).Keys;

    private void FillGate(int places)
    {
        for (int i = 0; i < places; i++)
        {
            Assert.True(world.Gate.TryEnter());
        }
    }

    private static BoundIssuer With(
        BoundIssuer issuer,
        ImmutableArray<TokenAlgorithm>? algorithms = null,
        string audience = "registry",
        int leeway = 30,
        string? jwks = null) => new()
        {
            Name = issuer.Name,
            Issuer = issuer.Issuer,
            Audiences = [audience],
            Algorithms = algorithms ?? issuer.Algorithms,
            Jwks = jwks is null ? issuer.Jwks : Encoding.UTF8.GetBytes(jwks),
            JwksUri = null,
            DiscoveryBase = null,
            Leeway = TimeSpan.FromSeconds(leeway),
            MaxStale = issuer.MaxStale,
            Span = issuer.Span,
        };
}
