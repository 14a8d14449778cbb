namespace Authz.Grpc.Limits;

/// <summary>How many of the answers that a connection was given in one stretch of time still wait for its client.</summary>
internal sealed class AnswerCohort
{
    private int waiting;

    public int Waiting => Volatile.Read(ref waiting);

    public void Enter() => Interlocked.Increment(ref waiting);

    public void Leave() => Interlocked.Decrement(ref waiting);
}
