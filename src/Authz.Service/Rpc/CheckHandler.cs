using System.Buffers;
using Authz.Pdp;
using Authz.Pdp.Answers;
using Authz.Pdp.Requests;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;
using Authz.Service.Audit;
using Authz.Store;

namespace Authz.Service.Rpc;

/// <summary>The hot path, whole: bytes of a CheckRequest in, bytes of a CheckResponse out, by one version.</summary>
public sealed class CheckHandler(PolicyStore<ServedVersion> store)
{
    /// <param name="trace">Takes, if it wants to, what a log tells of the decision; it changes nothing of it.</param>
    internal CheckOutcome Decide(in CheckCall call, ref DecisionTrace trace)
    {
        ServedVersion? version = store.InForce;
        if (version is null)
        {
            return default;
        }

        AccessRequest access = CheckRequestReader.Read(in call);
        Caller caller = version.Identities.Prove(in access);
        if (!trace.IsWanted)
        {
            return new CheckOutcome(version, caller, version.Tree.Decide(in access, in caller));
        }

        trace.Method = MethodToken.Of(access.Method);
        return new CheckOutcome(version, caller, version.Tree.Decide(in access, in caller, ref trace.Conditions));
    }

    internal static void Write(in CheckOutcome outcome, in DecisionId id, IBufferWriter<byte> response)
    {
        if (outcome.Version is { } version)
        {
            version.Answers.Write(outcome.Decision, outcome.Caller, in id, response);
        }
        else
        {
            ErrorAnswers.Write(CheckFailure.NotReady, in id, response);
        }
    }
}
