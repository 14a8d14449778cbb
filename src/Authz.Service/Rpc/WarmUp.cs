using System.Buffers;
using Authz.Pdp;
using Authz.Pdp.Answers;
using Authz.Pdp.Requests;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;
using Envoy.Config.Core.V3;
using Envoy.Service.Auth.V3;
using Google.Protobuf;

namespace Authz.Service.Rpc;

/// <summary>
/// Decides a few made-up checks by a version before anybody is told that it serves: the first real one would otherwise
/// wait for the runtime to compile the whole path, longer than Envoy waits.
/// </summary>
internal static class WarmUp
{
    /// <summary>An exception refuses the version: it could not have decided a real check either.</summary>
    public static void Run(ServedVersion version, BoundPolicySet policies, DateTimeOffset now)
    {
        var slots = new HeaderSlot[CheckCall.HeaderSlotCount];
        foreach (byte[] message in RequestsOver(policies).Select(request => request.ToByteArray()))
        {
            var call = new CheckCall { Message = message, Time = now, Id = default, HeaderSlots = slots };
            var response = new ArrayBufferWriter<byte>();
            AccessRequest access = CheckRequestReader.Read(in call);
            Caller caller = version.Identities.Prove(in access);
            Decision decision = version.Tree.Decide(in access, in caller);
            version.Answers.Write(in decision, in caller, call.Id, response);
            ErrorAnswers.Write(CheckFailure.DeadlineExceeded, call.Id, response);
        }
    }

    /// <summary>An empty one, one with a certificate, and one from a block to a service, as far as the set has them.</summary>
    private static IEnumerable<CheckRequest> RequestsOver(BoundPolicySet policies)
    {
        yield return new CheckRequest();
        CheckRequest withCertificate = RequestFor("/%61", "warm-up.invalid");
        withCertificate.Attributes.Source.Certificate = "none";
        yield return withCertificate;
        foreach (BoundService service in policies.Services.Take(1))
        {
            CheckRequest call = RequestFor(service.BasePath + "/", service.Hosts.FirstOrDefault("warm-up.invalid"));
            call.Attributes.ContextExtensions.Add("authz.service", service.QualifiedName);
            call.Attributes.ContextExtensions.Add("authz.caller", service.Block.Name);
            yield return call;
        }
    }

    private static CheckRequest RequestFor(string path, string host) => new()
    {
        Attributes = new AttributeContext
        {
            Source = new AttributeContext.Types.Peer
            {
                Address = new Address { SocketAddress = new SocketAddress { Address = "127.0.0.1" } },
            },
            Request = new AttributeContext.Types.Request
            {
                Http = new AttributeContext.Types.HttpRequest
                {
                    Method = "GET",
                    Path = path,
                    Host = host,
                    HeaderMap = new HeaderMap { Headers = { new HeaderValue { Key = ":path", Value = path } } },
                },
            },
        },
    };
}
