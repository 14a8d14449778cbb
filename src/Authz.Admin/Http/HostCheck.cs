using System.Net;
using Authz.Admin.Administration;
using Microsoft.AspNetCore.Http;

namespace Authz.Admin.Http;

/// <summary>
/// Refuses what a web page of another origin makes a browser send: a name that its owner points at this machine (DNS rebinding),
/// and requests across sites.
/// </summary>
/// <param name="hosts">Names beside `localhost` and addresses of loopback by which the API is reached; of a listener of the network.</param>
internal sealed class HostCheck(IReadOnlyCollection<string> hosts, bool isLoopback)
{
    public void Require(HttpRequest request)
    {
        string host = request.Host.Host;
        if (isLoopback && !IsLoopback(host) && !hosts.Contains(host, StringComparer.OrdinalIgnoreCase))
        {
            throw new AdministrationException(
                Refusal.Misdirected, "the admin API answers to `localhost`, `127.0.0.1` and `[::1]` here: call it by one of these");
        }

        string origin = request.Headers.Origin.ToString();
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        bool isOwn = origin.Length == 0 || origin == $"{request.Scheme}://{request.Host.Value}";
        if (!isOwn || site is not ("" or "none" or "same-origin"))
        {
            throw new AdministrationException(Refusal.NotAllowed, "the admin API takes no calls from pages of other sites");
        }
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
