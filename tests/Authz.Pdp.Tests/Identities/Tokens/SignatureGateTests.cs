using Authz.Pdp.Identities.Tokens;

namespace Authz.Pdp.Tests.Identities.Tokens;

public sealed class SignatureGateTests
{
    [Fact]
    public void As_many_enter_as_the_limit_and_one_more_when_one_has_left()
    {
        var gate = new SignatureGate(2);

        Assert.True(gate.TryEnter());
        Assert.True(gate.TryEnter());
        Assert.False(gate.TryEnter());
        Assert.False(gate.TryEnter());
        Assert.Equal(2, gate.Checks);
        gate.Leave();
        Assert.True(gate.TryEnter());
        Assert.False(gate.TryEnter());
    }

    [Fact]
    public void A_gate_that_nobody_passes_is_none() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SignatureGate(0));
}
