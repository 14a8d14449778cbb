using Authz.Policies.Syntax.Values;

namespace Authz.Policies.Tests.Syntax.Values;

public sealed class NetworkTextTests
{
    [Theory]
    [InlineData("10.20.0.0/16", "10.20.0.0/16")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("255.255.255.255/32", "255.255.255.255/32")]
    [InlineData("2001:DB8:0:0:0:0:0:0/32", "2001:db8::/32")]
    [InlineData("::/0", "::/0")]
    [InlineData("0:0:0:0:0:0:0:1/128", "::1/128")]
    [InlineData("1:0:0:2:0:0:0:3/128", "1:0:0:2::3/128")]
    [InlineData("1:0:0:2:3:0:0:4/128", "1::2:3:0:0:4/128")]
    [InlineData("1:2:3:4:5:6:7:8/128", "1:2:3:4:5:6:7:8/128")]
    [InlineData("1:0:2:3:4:5:6:7/128", "1:0:2:3:4:5:6:7/128")]
    [InlineData("64:ff9b::192.0.2.0/120", "64:ff9b::c000:200/120")]
    public void A_network_has_one_way_to_be_written(string text, string expected)
    {
        Assert.Null(NetworkText.FaultOf(text));
        Assert.Equal(expected, NetworkText.Canonical(text));
        Assert.Equal(expected, NetworkText.Canonical(expected));
    }

    [Theory]
    [InlineData("10.20.30.40/16", "10.20.0.0/16")]
    [InlineData("10.0.0.1/0", "0.0.0.0/0")]
    [InlineData("10.0.0.1", "10.0.0.1/32")]
    [InlineData("2001:db8::1/48", "2001:db8::/48")]
    [InlineData("::1", "::1/128")]
    [InlineData("::ffff:10.1.2.3/104", "10.0.0.0/8")]
    [InlineData("::ffff:10.0.0.0/96", "0.0.0.0/0")]
    [InlineData("::ffff:0:0/64", "::/64")]
    [InlineData("10.0/8", null)]
    [InlineData("10.0.0.0/33", null)]
    [InlineData("::/129", null)]
    [InlineData("fe80::1%1/64", null)]
    public void What_is_no_network_may_have_been_meant_as_one(string text, string? meant)
    {
        (string Fault, string? Meant)? fault = NetworkText.FaultOf(text);

        Assert.NotNull(fault);
        Assert.Equal(meant, fault.Value.Meant);
        Assert.True(meant is null || NetworkText.FaultOf(meant) is null);
    }
}
