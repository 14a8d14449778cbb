using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;

namespace Authz.Grpc;

/// <summary>The other end of the connection that a call came on.</summary>
public readonly struct GrpcPeer
{
    private readonly ConnectionInfo connection;

    public GrpcPeer(ConnectionInfo connection) => this.connection = connection;

    /// <summary>None on a Unix domain socket.</summary>
    public IPAddress? Address => connection.RemoteIpAddress;

    /// <summary>Zero on a Unix domain socket.</summary>
    public int Port => connection.RemotePort;

    /// <summary>The client certificate that the TLS handshake verified, if there was one.</summary>
    public X509Certificate2? Certificate => connection.ClientCertificate;

    public override string ToString() => Address is null ? "unix" : new IPEndPoint(Address, Port).ToString();
}
