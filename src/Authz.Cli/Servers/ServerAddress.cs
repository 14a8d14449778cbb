using System.Net;

namespace Authz.Cli.Servers;

/// <summary>Where a service has its admin API. What is sent there is a credential: over TLS, or to this machine.</summary>
internal sealed record ServerAddress
{
    private ServerAddress(Uri root) => Root = root;

    /// <summary>Ends with a slash.</summary>
    public Uri Root { get; }

    public bool IsTls => Root.Scheme == Uri.UriSchemeHttps;

    /// <exception cref="InputException">It is no such address, or a credential could be read on the way there.</exception>
    public static ServerAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) || uri.Host.Length == 0)
        {
            // Not repeated: it may hold a password.
            throw new InputException("the address of the service is no http or https URL: write --server https://HOST:PORT, or AUTHZ_SERVER");
        }

        if (uri.UserInfo.Length > 0)
        {
            throw new InputException("the address of the service holds a name or a password, which others see: give a token by AUTHZ_TOKEN or --token-file FILE");
        }

        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw new InputException("the address of the service has a query or a fragment: write scheme, host and port alone");
        }

        bool isLoopback = uri.Host == "localhost" || (IPAddress.TryParse(uri.DnsSafeHost, out IPAddress? address) && IPAddress.IsLoopback(address));
        if (uri.Scheme == Uri.UriSchemeHttp && !isLoopback)
        {
            throw new InputException(
                $"{uri.Host} is not this machine, and what is sent over http can be read on the way: write https://, or 127.0.0.1 and a tunnel");
        }

        return new ServerAddress(uri.AbsolutePath.EndsWith('/') ? uri : new UriBuilder(uri) { Path = uri.AbsolutePath + "/" }.Uri);
    }

    public override string ToString() => Root.AbsoluteUri.TrimEnd('/');
}
