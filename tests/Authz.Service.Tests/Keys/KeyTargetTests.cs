using Authz.Pdp.Identities.Tokens;
using Authz.Policies.Binding;
using Authz.Service.Keys;

namespace Authz.Service.Tests.Keys;

public sealed class KeyTargetTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_clock_that_was_ahead_when_keys_were_fetched_does_not_put_the_next_fetch_off()
    {
        DateTimeOffset ahead = Now.AddDays(1);
        KeyTarget target = Started(ahead);
        target.Succeed(ahead, null);

        Assert.True(target.TryStart(Now));
        target.Succeed(Now, null);
        Assert.False(target.TryStart(Now));
        Assert.False(target.TryStart(Now + KeyLimits.RefreshDefault - TimeSpan.FromSeconds(1)));
        Assert.True(target.TryStart(Now + KeyLimits.RefreshDefault));
    }

    [Fact]
    public void A_clock_that_was_ahead_when_a_fetch_failed_does_not_put_the_next_one_off()
    {
        DateTimeOffset ahead = Now.AddDays(1);
        KeyTarget target = Started(ahead);
        target.Fail(ahead, 1);

        Assert.True(target.TryStart(Now));
        target.Fail(Now, 1);
        Assert.False(target.TryStart(Now));
    }

    private static KeyTarget Started(DateTimeOffset now)
    {
        var target = new KeyTarget(
            new BoundIssuer
            {
                Name = "idp",
                Issuer = "https://issuer.example",
                Audiences = [],
                Algorithms = [],
                Jwks = default,
                JwksUri = "https://issuer.example/jwks",
                DiscoveryBase = null,
                Leeway = default,
                MaxStale = BoundIssuer.DefaultMaxStale,
                Span = default,
            },
            new TokenKeySlot(),
            now);
        Assert.True(target.TryStart(now));
        return target;
    }
}
