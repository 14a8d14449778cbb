using System.Text;
using Authz.Pdp.Identities.Credentials;
using Authz.Pdp.Identities.Tokens;

namespace Authz.Pdp.Tests.Identities.Tokens;

public sealed class VerifiedTokenCacheTests
{
    private static readonly DateTimeOffset Later = TokenWorld.Now.AddHours(1);

    [Fact]
    public void A_cache_for_one_entry_takes_one()
    {
        using var cache = new VerifiedTokenCache(VerifiedTokenCache.EntryBytesMin);
        VerifiedToken entry = Entry();
        cache.Add("a"u8, entry, 0, Later);

        Assert.Same(entry, cache.Find("a"u8, TokenWorld.Now));
        Assert.Null(cache.Find("b"u8, TokenWorld.Now));
    }

    [Fact]
    public void An_entry_that_is_larger_than_all_room_is_not_taken()
    {
        using var cache = new VerifiedTokenCache(VerifiedTokenCache.EntryBytesMin);
        cache.Add("a"u8, Entry(), 1, Later);

        Assert.Null(cache.Find("a"u8, TokenWorld.Now));
        Assert.Equal(0, cache.Entries);
    }

    [Fact]
    public void A_cache_for_less_than_an_entry_is_none() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new VerifiedTokenCache(VerifiedTokenCache.EntryBytesMin - 1));

    [Fact]
    public void A_flood_stays_bounded()
    {
        const int EntriesMax = 100;
        using var cache = new VerifiedTokenCache(EntriesMax * VerifiedTokenCache.EntryBytesMin);
        for (int i = 0; i < 20 * EntriesMax; i++)
        {
            cache.Add(Encoding.ASCII.GetBytes($"flood {i}"), Entry(), 0, Later);
            Assert.InRange(cache.Entries, 1, EntriesMax);
        }
    }

    [Fact]
    public void Every_token_of_a_flood_is_judged_rightly_although_few_fit()
    {
        using var world = new TokenWorld { Cache = new VerifiedTokenCache(4 * 1024) };
        BearerTokens tokens = world.Version();
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal("portal", TokenWorld.Say(TokenWorld.Prove(tokens, TestTokens.Of(expires: 1_800_000_300 + (i % 50)))));
        }

        Assert.InRange(world.Cache.Entries, 1, 8);
    }

    [Fact]
    public void An_entry_whose_token_has_expired_is_gone()
    {
        using var cache = new VerifiedTokenCache();
        cache.Add("a"u8, Entry(), 0, Later);

        Assert.NotNull(cache.Find("a"u8, Later.AddSeconds(-1)));
        Assert.Null(cache.Find("a"u8, Later.AddSeconds(1)));
    }

    [Fact]
    public void A_clock_that_goes_back_loses_nothing()
    {
        using var cache = new VerifiedTokenCache();
        cache.Add("a"u8, Entry(), 0, Later);

        Assert.NotNull(cache.Find("a"u8, TokenWorld.Now));
        Assert.NotNull(cache.Find("a"u8, TokenWorld.Now.AddYears(-10)));
        Assert.NotNull(cache.Find("a"u8, DateTimeOffset.MinValue));
    }

    [Fact]
    public void A_clock_that_was_ahead_for_a_moment_costs_what_was_asked_for_then_and_no_more()
    {
        using var cache = new VerifiedTokenCache();
        cache.Add("a"u8, Entry(), 0, Later);
        cache.Add("b"u8, Entry(), 0, Later);

        Assert.Null(cache.Find("b"u8, TokenWorld.Now.AddYears(10)));
        Assert.NotNull(cache.Find("a"u8, TokenWorld.Now));
        cache.Add("b"u8, Entry(), 0, Later);
        Assert.NotNull(cache.Find("b"u8, TokenWorld.Now));
    }

    [Fact]
    public void An_entry_is_replaced()
    {
        using var cache = new VerifiedTokenCache(VerifiedTokenCache.EntryBytesMin);
        VerifiedToken second = Entry();
        cache.Add("a"u8, Entry(), 0, Later);
        cache.Add("a"u8, second, 0, Later);

        Assert.Same(second, cache.Find("a"u8, TokenWorld.Now));
        Assert.Equal(1, cache.Entries);
    }

    private static VerifiedToken Entry() =>
        new("issuer", default, new TokenVerdict(new object(), 0, default, CredentialProof.Nameless()));
}
