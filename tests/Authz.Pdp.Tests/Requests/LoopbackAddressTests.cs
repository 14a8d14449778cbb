using System.Text;
using Authz.Pdp.Requests;

namespace Authz.Pdp.Tests.Requests;

public sealed class LoopbackAddressTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.0")]
    [InlineData("127.255.255.255")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    public void A_loopback_address_is_local(string address) =>
        Assert.True(LoopbackAddress.Is(Encoding.UTF8.GetBytes(address)));

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("128.0.0.1")]
    [InlineData("10.127.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("::2")]
    [InlineData("::1%eth0")]
    [InlineData("fe80::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:")]
    [InlineData("::127.0.0.1")]
    [InlineData("127")]
    [InlineData("127.1")]
    [InlineData("127.0.0")]
    [InlineData("127.0.0.")]
    [InlineData("127.0.0.1.")]
    [InlineData("127.0.0.1.1")]
    [InlineData("127.0.0.256")]
    [InlineData("127.0.0.1000")]
    [InlineData("127.0.0.01")]
    [InlineData("0127.0.0.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("127..0.1")]
    [InlineData("127.0.0.-1")]
    [InlineData("127.0.0.1 ")]
    [InlineData(" 127.0.0.1")]
    [InlineData("127.0.0.1:80")]
    [InlineData("127.0.0.1,10.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("１２７.0.0.1")]
    public void Anything_else_is_not(string address) =>
        Assert.False(LoopbackAddress.Is(Encoding.UTF8.GetBytes(address)));
}
