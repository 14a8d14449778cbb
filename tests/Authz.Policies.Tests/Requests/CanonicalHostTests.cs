using System.Text;
using Authz.Policies.Requests;

namespace Authz.Policies.Tests.Requests;

public sealed class CanonicalHostTests
{
    [Theory]
    [InlineData("api", "api")]
    [InlineData("API", "api")]
    [InlineData("api.", "api")]
    [InlineData("api:443", "api")]
    [InlineData("api.:443", "api")]
    [InlineData("api:0", "api")]
    [InlineData("a-b_c.example", "a-b_c.example")]
    [InlineData("127.0.0.1:9001", "127.0.0.1")]
    [InlineData("[::1]", "::1")]
    [InlineData("[2001:DB8::1]:443", "2001:db8::1")]
    public void A_host_is_lower_case_without_port_and_last_dot(string host, string canonical)
    {
        Assert.True(CanonicalHost.TryRead(
            Encoding.UTF8.GetBytes(host), new byte[RequestLimits.HostBytesMax], out ReadOnlySpan<byte> read));
        Assert.Equal(canonical, Encoding.UTF8.GetString(read));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData(":443")]
    [InlineData("api,evil")]
    [InlineData("u@api")]
    [InlineData("api:")]
    [InlineData("api:x")]
    [InlineData("api:443:1")]
    [InlineData("api:65536")]
    [InlineData("api:000443")]
    [InlineData("bücher.example")]
    [InlineData("api evil")]
    [InlineData("api/evil")]
    [InlineData("api%2eevil")]
    [InlineData("[::1")]
    [InlineData("[]")]
    [InlineData("[::1]x")]
    [InlineData("[evil]")]
    [InlineData("[abc.de]")]
    [InlineData("[127.0.0.1]")]
    [InlineData("::1")]
    public void What_is_no_host_is_refused(string host) =>
        Assert.False(CanonicalHost.TryRead(Encoding.UTF8.GetBytes(host), new byte[RequestLimits.HostBytesMax], out _));

    [Fact]
    public void A_host_at_the_limit_is_read_and_one_past_it_is_not()
    {
        var scratch = new byte[RequestLimits.HostBytesMax];
        byte[] longest = Encoding.ASCII.GetBytes(new string('a', RequestLimits.HostBytesMax));
        Assert.True(CanonicalHost.TryRead(longest, scratch, out _));
        Assert.False(CanonicalHost.TryRead([.. longest, (byte)'a'], scratch, out _));
    }
}
