using System.Net;
using System.Net.Sockets;

namespace Authz.Envoy.Tests.Harness;

/// <summary>
/// Ports for servers that have to know each other's before they start. They lie below the range from which the system
/// takes ports for outgoing connections, so that none is lost between being found and being used.
/// </summary>
internal static class Ports
{
    private const int First = 20_000;
    private const int Last = 30_000;
    private static int next = Random.Shared.Next(First, Last);

    public static int Next()
    {
        for (int attempt = 0; attempt < Last - First; attempt++)
        {
            int port = First + (Interlocked.Increment(ref next) % (Last - First));
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException("no free port");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
