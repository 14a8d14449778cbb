using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Authz.LoadGenerator.Arguments;

namespace Authz.LoadGenerator.Running;

/// <summary>Where the service listens, in clear text.</summary>
/// <param name="Authority">What calls say in `:authority`.</param>
public sealed record LoadTarget(EndPoint EndPoint, string Authority)
{
    private const string Unix = "unix:";

    /// <param name="text">`host:port` or `unix:/path`.</param>
    /// <exception cref="UsageException">It is neither.</exception>
    public static LoadTarget Parse(string text)
    {
        if (text.StartsWith(Unix, StringComparison.Ordinal) && text.Length > Unix.Length)
        {
            return new LoadTarget(new UnixDomainSocketEndPoint(text[Unix.Length..]), "localhost");
        }

        int colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) || port == 0)
        {
            throw new UsageException($"--target is host:port or unix:/path, not {text}");
        }

        string host = text[..colon].Trim('[', ']');
        return new LoadTarget(IPAddress.TryParse(host, out IPAddress? address) ? new IPEndPoint(address, port) : new DnsEndPoint(host, port), text);
    }

    /// <summary>
    /// Blocks: a socket that was once used by an asynchronous call stays with the runtime's own poller, which would wake threads for each
    /// answer.
    /// </summary>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public Socket Connect()
    {
        Socket socket = EndPoint switch
        {
            UnixDomainSocketEndPoint => new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified),
            IPEndPoint ip => new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true },
            _ => new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true },
        };
        try
        {
            socket.Connect(EndPoint);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
