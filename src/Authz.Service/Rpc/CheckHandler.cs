using System.Buffers;
using System.Runtime.CompilerServices;
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
        Decision decision;
        if (trace.IsWanted)
        {
            trace.Method = MethodToken.Of(access.Method);
            decision = version.Tree.Decide(in access, in caller, ref trace.Conditions);
        }
        else
        {
            decision = version.Tree.Decide(in access, in caller);
        }

        return new CheckOutcome(
            version, caller, version.Revoked is { } revoked && decision.IsAllowed ? Overlay(revoked, in caller, decision, ref trace) : decision);
    }

    /// <summary>What an operator took away is denied, whatever the version allows. Nothing else changes: a denial says why as before.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Decision Overlay(RevocationIndex revoked, in Caller caller, Decision allowed, ref DecisionTrace trace)
    {
        trace.Revocation = revoked.Find(in caller, allowed.Service);
        return trace.Revocation == RevocationIndex.None
            ? allowed
            : new Decision { Reason = DecisionReason.Revoked, Service = allowed.Service, Operation = allowed.Operation };
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
