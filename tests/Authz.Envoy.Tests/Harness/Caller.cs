using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Authz.Testing.Certificates;

namespace Authz.Envoy.Tests.Harness;

/// <summary>Opens connections as a building block does: with its certificate, or with none.</summary>
internal static class Caller
{
    /// <summary>
    /// A client whose every connection leads to that listener, whatever host its requests name. Their scheme is `http`:
    /// the handshake is made here, for the library would ask for the host of the request in it.
    /// </summary>
    /// <param name="certificate">Null: without one.</param>
    public static HttpClient Client(Listener listener, TestCertificate? certificate) =>
        Client(listener, certificate, SslApplicationProtocol.Http11);

    public static HttpClient Client(Listener listener, TestCertificate? certificate, SslApplicationProtocol protocol)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            ConnectCallback = async (_, cancellation) => listener.IsPlain
                ? await ConnectAsync(listener.Port, cancellation)
                : (await ConnectTlsAsync(listener, certificate, protocol, cancellation)).Stream,
        };
        return new HttpClient(handler);
    }

    public static async Task<TlsConnection> ConnectTlsAsync(
        Listener listener, TestCertificate? certificate, SslApplicationProtocol protocol, CancellationToken cancellation)
    {
        NetworkStream network = await ConnectAsync(listener.Port, cancellation);
        var stream = new SslStream(network);
        SslClientAuthenticationOptions options = Options(listener, certificate);
        options.ApplicationProtocols = [protocol];
        await stream.AuthenticateAsClientAsync(options, cancellation);
        return new TlsConnection(stream, (IPEndPoint?)network.Socket.LocalEndPoint);
    }

    private static SslClientAuthenticationOptions Options(Listener listener, TestCertificate? certificate) => new()
    {
        TargetHost = listener.ServerName,
        ClientCertificateContext = certificate is null
            ? null
            : SslStreamCertificateContext.Create(certificate.ToX509(), additionalCertificates: null, offline: true),

        RemoteCertificateValidationCallback = (sender, answered, _, _) => IsBlockOf((SslStream)sender, answered),
    };

    /// <summary>The block whose host was asked for has to answer, by its SPIFFE ID.</summary>
    private static bool IsBlockOf(SslStream stream, X509Certificate? answered)
    {
        string block = stream.TargetHostName.Split('.')[0];
        ReadOnlySpan<byte> id = Encoding.ASCII.GetBytes($"spiffe://{Blocks.TrustDomain}/bb/{block}");
        X509Extension? names = (answered as X509Certificate2)?.Extensions["2.5.29.17"];
        return names is not null && names.RawData.AsSpan().IndexOf(id) >= 0;
    }

    private static async Task<NetworkStream> ConnectAsync(int port, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
