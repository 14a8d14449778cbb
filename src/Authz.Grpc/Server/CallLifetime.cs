using Authz.Grpc.Framing;

namespace Authz.Grpc.Server;

/// <summary>
/// Everything that ends a streaming call from outside its handler: the client's reset, the deadline, the host's stop, a malformed
/// message. The first of them sets the status and fires the token.
/// </summary>
internal sealed class CallLifetime : IAsyncDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly CancellationTokenSource deadlineTimer;
    private readonly CancellationTokenRegistration[] registrations;
    private readonly Lock gate = new();
    private GrpcStatus? ending;

    public CallLifetime(DateTimeOffset? deadline, GrpcServerServices services, CancellationToken clientGone)
    {
        deadlineTimer = DeadlineTimer.Start(deadline, services.Clock);
        registrations =
        [
            clientGone.UnsafeRegister(_ => End(CallFaults.Cancelled), null),
            services.Stopping.UnsafeRegister(_ => End(CallFaults.ShuttingDown), null),
            deadlineTimer.Token.UnsafeRegister(_ => End(CallFaults.DeadlineExceeded), null),
        ];
    }

    public CancellationToken Token => source.Token;

    /// <summary>Why the call was ended from outside; none while it runs.</summary>
    public GrpcStatus? Ending
    {
        get
        {
            lock (gate)
            {
                return ending;
            }
        }
    }

    public void End(GrpcStatus status)
    {
        lock (gate)
        {
            if (ending is not null)
            {
                return;
            }

            ending = status;
        }

        // Asynchronously, so that what a handler registered neither runs on the timer's or the server's own thread nor throws there.
        _ = source.CancelAsync();
    }

    /// <summary>For what has to be done at the deadline itself, on the timer's thread.</summary>
    public CancellationTokenRegistration OnDeadline(Action action) =>
        deadlineTimer.Token.UnsafeRegister(static state => ((Action?)state)?.Invoke(), action);

    /// <summary>Fires the token for what the handler left behind; the status is the handler's.</summary>
    public void Release() => _ = source.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (CancellationTokenRegistration registration in registrations)
        {
            await registration.DisposeAsync();
        }

        deadlineTimer.Dispose();
        source.Dispose();
    }
}
