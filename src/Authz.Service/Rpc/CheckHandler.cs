using System.Buffers;
using Authz.Pdp;
using Authz.Pdp.Answers;
using Authz.Pdp.Requests;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;
using Authz.Service.Audit;
using Authz.Store;
using Authz.Store.Revocations;

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
            return new CheckOutcome(version, caller, Revoke(version, in caller, version.Tree.Decide(in access, in caller), ref trace));
        }

        trace.Method = MethodToken.Of(access.Method);
        Decision decision = version.Tree.Decide(in access, in caller, ref trace.Conditions);
        return new CheckOutcome(version, caller, Revoke(version, in caller, decision, ref trace));
    }

    /// <summary>What an operator took away is denied, whatever the version allows. Nothing else changes: a denial says why as before.</summary>
    private static Decision Revoke(ServedVersion version, in Caller caller, Decision decision, ref DecisionTrace trace)
    {
        if (version.Revoked is not { } revoked || !decision.IsAllowed)
        {
            return decision;
        }

        long revocation = revoked.Find(in caller, decision.Service);
        if (revocation == RevocationIndex.None)
        {
            return decision;
        }

        trace.Revocation = revocation;
        return new Decision { Reason = DecisionReason.Revoked, Service = decision.Service, Operation = decision.Operation };
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
