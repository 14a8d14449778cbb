using System.Text;
using Authz.Pdp.Identities;

namespace Authz.Pdp.Tests.Identities;

public sealed class SpiffeIdTests
{
    [Theory]
    [InlineData("spiffe://td")]
    [InlineData("spiffe://td/x")]
    [InlineData("spiffe://trust-domain_1.example/ns/A.b_c-d/.../..x/x..")]
    public void These_are_well_formed(string id) => Assert.True(SpiffeId.IsWellFormed(Encoding.UTF8.GetBytes(id)));

    [Theory]
    [InlineData("")]
    [InlineData("spiffe://")]
    [InlineData("spiffe:///x")]
    [InlineData("spiffe:/td/x")]
    [InlineData("http://td/x")]
    [InlineData("Spiffe://td/x")]
    [InlineData("spiffe://Td/x")]
    [InlineData("spiffe://td/")]
    [InlineData("spiffe://td/x/")]
    [InlineData("spiffe://td//x")]
    [InlineData("spiffe://td/.")]
    [InlineData("spiffe://td/./x")]
    [InlineData("spiffe://td/x/..")]
    [InlineData("spiffe://td/x y")]
    [InlineData("spiffe://td/%78")]
    [InlineData("spiffe://td/x~")]
    [InlineData("spiffe://td/é")]
    [InlineData("spiffe://td/x?q")]
    [InlineData("spiffe://td/x#f")]
    [InlineData("spiffe://td?q")]
    [InlineData("spiffe://td:1/x")]
    [InlineData("spiffe://u@td/x")]
    [InlineData("spiffe://[::1]/x")]
    [InlineData("spiffe://td/x\0")]
    public void These_are_not(string id) => Assert.False(SpiffeId.IsWellFormed(Encoding.UTF8.GetBytes(id)));

    [Fact]
    public void Lengths_have_limits()
    {
        string longest = "spiffe://td/".PadRight(SpiffeId.BytesMax, 'x');
        string longestDomain = $"spiffe://{new string('x', SpiffeId.TrustDomainBytesMax)}";

        Assert.True(SpiffeId.IsWellFormed(Encoding.UTF8.GetBytes(longest)));
        Assert.False(SpiffeId.IsWellFormed(Encoding.UTF8.GetBytes($"{longest}x")));
        Assert.True(SpiffeId.IsWellFormed(Encoding.UTF8.GetBytes(longestDomain)));
        Assert.False(SpiffeId.IsWellFormed(Encoding.UTF8.GetBytes($"{longestDomain}x")));
    }
}
