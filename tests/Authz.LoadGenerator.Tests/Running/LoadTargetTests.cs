using System.Net;
using System.Net.Sockets;
using Authz.LoadGenerator.Arguments;
using Authz.LoadGenerator.Running;

namespace Authz.LoadGenerator.Tests.Running;

public sealed class LoadTargetTests
{
    [Fact]
    public void An_address_a_name_and_a_socket_file_are_targets()
    {
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 9873), LoadTarget.Parse("127.0.0.1:9873").EndPoint);
        Assert.Equal(new IPEndPoint(IPAddress.IPv6Loopback, 9873), LoadTarget.Parse("[::1]:9873").EndPoint);
        Assert.Equal(new DnsEndPoint("authz.svc", 80), LoadTarget.Parse("authz.svc:80").EndPoint);
        Assert.Equal("/run/authz.sock", Assert.IsType<UnixDomainSocketEndPoint>(LoadTarget.Parse("unix:/run/authz.sock").EndPoint).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("host")]
    [InlineData(":80")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:http")]
    [InlineData("unix:")]
    public void Anything_else_is_told(string text) => Assert.Throws<UsageException>(() => LoadTarget.Parse(text));
}
