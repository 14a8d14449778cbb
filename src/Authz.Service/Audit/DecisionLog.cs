using Authz.Pdp;
using Authz.Pdp.Answers;
using Authz.Service.Rpc;

namespace Authz.Service.Audit;

/// <summary>
/// Where decisions are recorded before anybody is told. Nothing here waits, allocates or writes: a record goes into a queue, and
/// <see cref="DecisionLogWriter"/> makes lines of it.
/// </summary>
public sealed class DecisionLog
{
    private readonly DecisionLogFull full;
    private long lost;

    public DecisionLog(DecisionLogSettings settings)
    {
        full = settings.Full;
        Queue = new RecordRing<DecisionRecord>(settings.QueueLength);
    }

    internal RecordRing<DecisionRecord> Queue { get; }

    /// <summary>Decisions since the start that no line tells of.</summary>
    internal long Lost => Volatile.Read(ref lost);

    /// <summary>False: it could not be recorded, and whoever asked must not be told what was decided.</summary>
    /// <param name="began">The time by which was decided.</param>
    /// <param name="failure">Why the answer is an error; null: it is the decision.</param>
    internal bool Record(
        in CheckOutcome outcome,
        in DecisionTrace trace,
        in DecisionId id,
        DateTimeOffset began,
        DateTimeOffset ended,
        CheckFailure? failure)
    {
        var record = new DecisionRecord
        {
            UtcTicks = began.UtcTicks,
            LatencyTicks = ended.UtcTicks - began.UtcTicks,
            Id = id,
            Names = outcome.Version?.Names,
            CallerStatus = outcome.Caller.Status,
            Proofs = outcome.Caller.Proofs,
            Block = outcome.Caller.Block,
            Decision = outcome.Decision,
            Failure = failure,
            Trace = trace,
        };
        if (Queue.TryAdd(in record))
        {
            return true;
        }

        NoteLost();
        return full switch
        {
            DecisionLogFull.Refuse => false,
            DecisionLogFull.Drop => true,
        };
    }

    internal void NoteLost() => Interlocked.Increment(ref lost);
}
