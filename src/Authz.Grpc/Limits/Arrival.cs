namespace Authz.Grpc.Limits;

/// <summary>A message on its way: a place in an <see cref="ArrivalBudget"/> until it is whole or given up.</summary>
internal sealed class Arrival : IDisposable
{
    private readonly ArrivalBudget budget;
    private ITimer? timer;

    /// <param name="end">Told once, on another's thread and under the budget's lock, that the call is to end: it must only pass that on.</param>
    internal Arrival(ArrivalBudget budget, Action<GrpcStatus> end)
    {
        this.budget = budget;
        End = end;
        Place = new LinkedListNode<Arrival>(this);
    }

    /// <summary>Why the message is no longer waited for; none while it is.</summary>
    public GrpcStatus? Fault { get; internal set; }

    internal Action<GrpcStatus> End { get; }

    internal LinkedListNode<Arrival> Place { get; }

    /// <summary>What is accounted for it. The budget's lock guards it.</summary>
    internal long Bytes { get; set; }

    /// <summary>So much of the message is here and is kept.</summary>
    public void Hold(long bytes) => budget.Hold(this, bytes);

    /// <summary>Once it is whole, or its call has ended. Nobody is told of an end after this has returned.</summary>
    public void Dispose()
    {
        budget.Leave(this);
        timer?.Dispose();
    }

    /// <summary>Once it has its place, so that a time that is over already is seen too.</summary>
    internal void StartTimer(TimeProvider clock, TimeSpan timeMax) => timer = clock.CreateTimer(
        static state => (state as Arrival)?.Expire(), this, timeMax > TimeSpan.Zero ? timeMax : TimeSpan.Zero, Timeout.InfiniteTimeSpan);

    private void Expire() => budget.Expire(this);
}
