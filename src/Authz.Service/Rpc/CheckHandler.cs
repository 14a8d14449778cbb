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
    public Decision Check(in CheckCall call, IBufferWriter<byte> response)
    {
        ServedVersion? version = store.InForce;
        if (version is null)
        {
            ErrorAnswers.Write(CheckFailure.NotReady, call.Id, response);
            return default;
        }

        AccessRequest access = CheckRequestReader.Read(in call);
        Caller caller = version.Identities.Prove(in access);
        Decision decision = version.Tree.Decide(in access, in caller);
        version.Answers.Write(in decision, in caller, call.Id, response);
        return decision;
    }
}
