using Microsoft.AspNetCore.Connections;

namespace Authz.Grpc.Limits;

/// <summary>
/// The limit on connections, over all endpoints of a server. Kestrel's own would write a line for each that it closes.
/// </summary>
internal sealed class ConnectionGate(GrpcLimits limits, RefusalLog refusals)
{
    private int open;

    /// <summary>Stands before everything else on the connection, its TLS handshake too.</summary>
    public ConnectionDelegate Guard(ConnectionDelegate next) => connection => EnterAsync(connection, next);

    private async Task EnterAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        try
        {
            if (Interlocked.Increment(ref open) > limits.ConnectionsMax)
            {
                connection.Abort(new ConnectionAbortedException("As many connections are open as the server takes."));
                refusals.Note(GrpcRefusal.Connection, limits.ConnectionsMax);
                return;
            }

            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    }
}
