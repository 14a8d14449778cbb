using Authz.Grpc.Limits;

namespace Authz.Grpc.Server;

/// <summary>Holds the messages of a stream to what a message on its way may take, of time and of memory.</summary>
internal sealed class StreamArrival(GrpcServerServices services, CallLifetime lifetime) : IDisposable
{
    private Arrival? current;

    /// <summary>A message has begun, and so much of it is here.</summary>
    public void Hold(long bytes)
    {
        current ??= services.Arrivals.Begin(services.Limits.MessageTimeMax, lifetime.End);
        current.Hold(bytes);
    }

    public void Dispose()
    {
        current?.Dispose();
        current = null;
    }
}
