using System.Buffers;
using System.Runtime.CompilerServices;
using Authz.Grpc;
using Authz.Pdp;
using Authz.Pdp.Answers;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;
using Authz.Service.Audit;

namespace Authz.Service.Rpc;

/// <summary>
/// What stands between a call and its decision: the clock is read, before and after, an id is drawn, and whatever goes
/// wrong becomes an error answer. INVARIANT: an answer is written by one advance, so an exception leaves none half written.
/// </summary>
public sealed partial class CheckEndpoint(
    CheckHandler handler,
    DecisionIdGenerator ids,
    DeploymentFaultLog deploymentFaults,
    TimeProvider clock,
    TimeSpan deadline,
    DecisionLog? decisionLog,
    ILogger<CheckEndpoint> logger)
{
    public const string Service = "envoy.service.auth.v3.Authorization";
    public const string Method = $"/{Service}/Check";

    [SkipLocalsInit]
    public GrpcStatus Answer(in GrpcCall call, ReadOnlySpan<byte> request, IBufferWriter<byte> response)
    {
        DecisionId id = ids.Next();
        DateTimeOffset now = clock.GetUtcNow();
        DecisionReason reason = DecisionReason.None;
        try
        {
            if (IsLate(in call, now))
            {
                // Nobody waits for it any more: a decision now would be work for nothing, under load most of all.
                Fail(CheckFailure.DeadlineExceeded, in id, now, response);
                return GrpcStatus.Ok;
            }

            Span<HeaderSlot> slots = stackalloc HeaderSlot[CheckCall.HeaderSlotCount];
            var check = new CheckCall { Message = request, Time = now, Id = id, HeaderSlots = slots };
            var trace = new DecisionTrace { IsWanted = decisionLog is not null };
            CheckOutcome outcome = handler.Decide(in check, ref trace);
            DateTimeOffset decided = clock.GetUtcNow();

            // Whatever was decided too late is told to nobody: what held when the call came may hold no more.
            CheckFailure? failure = IsLate(in call, decided) ? CheckFailure.DeadlineExceeded
                : outcome.Version is null ? CheckFailure.NotReady
                : null;
            if (decisionLog is not null && !decisionLog.Record(in outcome, in trace, in id, now, decided, failure))
            {
                failure = CheckFailure.Overloaded;
            }

            if (failure is { } problem)
            {
                ErrorAnswers.Write(problem, in id, response);
                return GrpcStatus.Ok;
            }

            CheckHandler.Write(in outcome, in id, response);
            reason = outcome.Decision.Reason;
        }
        catch (Exception failure)
        {
            Log.Failed(logger, id.ToString(), failure);
            Fail(CheckFailure.Bug, in id, now, response);
            return GrpcStatus.Ok;
        }

        // Outside: should this fail, what was written is discarded and the call fails, rather than be answered twice.
        deploymentFaults.Note(reason, now);
        return GrpcStatus.Ok;
    }

    /// <summary>An answer that is no decision. It goes out recorded or not: it allows nothing.</summary>
    private void Fail(CheckFailure failure, in DecisionId id, DateTimeOffset now, IBufferWriter<byte> response)
    {
        decisionLog?.Record(default, default, in id, now, clock.GetUtcNow(), failure);
        ErrorAnswers.Write(failure, in id, response);
    }

    private bool IsLate(in GrpcCall call, DateTimeOffset now) => now >= call.Deadline || now - call.ReceivedAt >= deadline;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "check {DecisionId} failed by a fault of this program; it was answered with an error")]
        public static partial void Failed(ILogger logger, string decisionId, Exception failure);
    }
}
