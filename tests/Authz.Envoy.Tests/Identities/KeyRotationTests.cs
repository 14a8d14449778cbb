using Authz.Envoy.Tests.Harness;

namespace Authz.Envoy.Tests.Identities;

/// <summary>An issuer's keys are fetched, and what they are now counts, whatever was remembered of a token before.</summary>
[Collection(SharedIdentityDeployment.Name)]
public sealed class KeyRotationTests(IdentityDeployment deployment)
{
    private const int Served = 200;
    private const int Refused = 401;

    [Fact]
    public async Task A_token_by_a_new_key_is_taken_soon_and_one_by_the_withdrawn_key_no_more()
    {
        EnvoyBinary.SkipWithout();
        string old = deployment.Keys.Token("hospital");
        await UntilServedAsync(old);
        Assert.Equal(Served, await SendAsync(old));

        deployment.Keys.Rotate();
        string renewed = deployment.Keys.Token("hospital");

        // Nobody has fetched the new key yet: the first one who shows it is refused, and has it fetched.
        Assert.Equal(Refused, await SendAsync(renewed));
        await UntilServedAsync(renewed);
        Assert.Equal(Refused, await SendAsync(old));
    }

    private Task UntilServedAsync(string token) => Poll.UntilAsync(
        async () => await SendAsync(token) == Served, () => "a token whose key was fetched", TestContext.Current.CancellationToken);

    private async Task<int> SendAsync(string token)
    {
        RawAnswer answer = await RawCall.SendAsync(
            deployment.Listener("open"),
            null,
            "GET",
            $"{IdentityDeployment.Base}/hospital",
            [new("host", IdentityDeployment.Host), new("authorization", $"Bearer {token}")],
            TestContext.Current.CancellationToken);
        return answer.Status;
    }
}
