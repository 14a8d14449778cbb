using System.Buffers;
using Authz.Grpc.Limits;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Authz.Grpc.Transport;

/// <summary>
/// Large blocks for what sockets receive and send, small ones for calls: a call under way holds a block or two for as long as it lasts,
/// and there may be a thousand of them on each connection.
/// </summary>
internal sealed class SocketBlocks : IMemoryPoolFactory<byte>, IDisposable
{
    public const int SocketBlockBytes = 32 * 1024;
    public const int CallBlockBytes = 4 * 1024;

    /// <summary>16 MiB of either.</summary>
    private const int KeptBytesMax = 16 * 1024 * 1024;

    private readonly BlockPool sockets = new(SocketBlockBytes, KeptBytesMax / SocketBlockBytes);
    private readonly BlockPool calls = new(CallBlockBytes, KeptBytesMax / CallBlockBytes);

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => sockets;

    /// <summary>Stands after TLS, whose records are read into the large blocks too, and before HTTP/2.</summary>
    public ConnectionDelegate SwitchToCalls(ConnectionDelegate next) => connection =>
    {
        connection.Features.Set<IMemoryPoolFeature>(new CallBlocks(calls, connection.Features.Get<UntakenAnswers>()));
        return next(connection);
    };

    public void Dispose()
    {
        sockets.Dispose();
        calls.Dispose();
    }
}
