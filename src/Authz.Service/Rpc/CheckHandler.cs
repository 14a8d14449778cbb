using System.Buffers;
using Authz.Pdp;
using Authz.Pdp.Answers;
using Authz.Pdp.Requests;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;
using Authz.Store;

namespace Authz.Service.Rpc;

/// <summary>The hot path, whole: bytes of a CheckRequest in, bytes of a CheckResponse out, by one version.</summary>
public sealed class CheckHandler(PolicyStore<ServedVersion> store)
{
    internal CheckOutcome Decide(in CheckCall call)
    {
        ServedVersion? version = store.InForce;
        if (version is null)
        {
            return default;
        }

        AccessRequest access = CheckRequestReader.Read(in call);
        Caller caller = version.Identities.Prove(in access);
        return new CheckOutcome(version, caller, version.Tree.Decide(in access, in caller));
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
