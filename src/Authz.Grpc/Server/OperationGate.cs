namespace Authz.Grpc.Server;

/// <summary>
/// Lets one read, or one write, of a call in at a time, and none once the handler has returned. The server gives a stream's memory
/// to its next call, so what a handler left under way is waited for before the call ends.
/// </summary>
internal sealed class OperationGate(string operation)
{
    private readonly Lock gate = new();
    private TaskCompletionSource? idle;
    private bool isBusy;
    private bool isClosed;

    public void Enter()
    {
        lock (gate)
        {
            if (isClosed)
            {
                throw new OperationCanceledException($"The handler of the call has returned: no {operation} may follow.");
            }

            if (isBusy)
            {
                throw new InvalidOperationException($"Another {operation} of this call is under way: await it first.");
            }

            isBusy = true;
        }
    }

    public void Exit()
    {
        lock (gate)
        {
            isBusy = false;
            idle?.SetResult();
        }
    }

    /// <summary>Done when nothing is under way any more.</summary>
    public Task CloseAsync()
    {
        lock (gate)
        {
            isClosed = true;
            idle = isBusy ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null;
            return idle?.Task ?? Task.CompletedTask;
        }
    }
}
