using System.Net;
using Authz.Service.Keys;

namespace Authz.Service.Tests.Keys;

public sealed class KeyProxyTests
{
    private static readonly Uri Proxy = new("http://proxy.example:3128");

    [Theory]
    [InlineData("https://idp.example/jwks", true)]
    [InlineData("https://inside.example/jwks", false)]
    [InlineData("https://127.0.0.1/jwks", false)]
    [InlineData("http://127.0.0.1:9100/jwks", false)]
    [InlineData("http://localhost:9100/jwks", false)]
    [InlineData("http://[::1]:9100/jwks", false)]
    [InlineData("http://idp.example/jwks", false)]
    public void Only_what_is_elsewhere_and_encrypted_goes_by_the_proxy(string address, bool isByProxy)
    {
        var proxy = new KeyProxy(new WebProxy(Proxy, BypassOnLocal: false, BypassList: ["inside"]));

        Assert.Equal(!isByProxy, proxy.IsBypassed(new Uri(address)));
        Assert.Equal(isByProxy ? Proxy : null, proxy.GetProxy(new Uri(address)));
    }

    [Fact]
    public async Task Keys_on_this_machine_are_fetched_without_it()
    {
        var machine = new AskedProxy();
        using var http = new HttpClient(KeyClient.CreateHandler(machine)) { Timeout = TimeSpan.FromSeconds(30) };

        await Assert.ThrowsAsync<HttpRequestException>(
            () => http.GetAsync(new Uri("http://127.0.0.1:1/jwks"), TestContext.Current.CancellationToken));
        Assert.Equal(0, machine.Asked);

        await Assert.ThrowsAsync<HttpRequestException>(
            () => http.GetAsync(new Uri("https://idp.invalid/jwks"), TestContext.Current.CancellationToken));
        Assert.NotEqual(0, machine.Asked);
    }

    /// <summary>Leads to a port where nobody is.</summary>
    private sealed class AskedProxy : IWebProxy
    {
        public int Asked { get; private set; }

        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination)
        {
            Asked++;
            return new Uri("http://127.0.0.1:1");
        }

        public bool IsBypassed(Uri host) => false;
    }
}
