using System.Net;

namespace Authz.Service.Keys;

/// <summary>
/// The way out that the machine's settings name (`HTTPS_PROXY`, `NO_PROXY`), for addresses elsewhere alone. They are https, so
/// that a proxy leads the bytes on and reads none. What is asked for on this machine in plain text never leaves it.
/// </summary>
internal sealed class KeyProxy(IWebProxy machine) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => machine.Credentials;
        set => machine.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : machine.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || host.Scheme != Uri.UriSchemeHttps || machine.IsBypassed(host);
}
