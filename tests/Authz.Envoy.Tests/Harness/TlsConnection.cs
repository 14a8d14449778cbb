using System.Net;
using System.Net.Security;

namespace Authz.Envoy.Tests.Harness;

/// <summary>A connection, and the address that its server sees.</summary>
internal sealed class TlsConnection(SslStream stream, IPEndPoint? from) : IAsyncDisposable
{
    public SslStream Stream => stream;

    public string From => from?.ToString() ?? throw new InvalidOperationException("not connected");

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
