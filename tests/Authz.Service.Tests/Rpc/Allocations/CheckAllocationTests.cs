using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Authz.Grpc;
using Authz.Pdp;
using Authz.Pdp.Answers;
using Authz.Pdp.Identities;
using Authz.Pdp.Identities.Tokens;
using Authz.Policies;
using Authz.Policies.Compilation;
using Authz.Service.Rpc;
using Authz.Service.Versions;
using Authz.Store;
using Authz.Store.Versions;
using Envoy.Service.Auth.V3;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Authz.Service.Tests.Rpc.Allocations;

/// <summary>A whole check, from the bytes of a request to the bytes of its answer, allocates nothing once its caller was seen.</summary>
public sealed class CheckAllocationTests : IDisposable
{
    private const int Calls = 1_000;
    private const int AnswerBytesMax = 8_192;

    private readonly MeasuredSet set = new();
    private readonly ArrayBufferWriter<byte> response = new(AnswerBytesMax);

    [Theory]
    [InlineData("spiffe", "/r1/plain/7", 0)]
    [InlineData("spiffe", "/r1/guarded/7?a=b", 0)]
    [InlineData("spiffe", "/r1/plain/secret", 7)]
    [InlineData("spiffe", "/r1/elsewhere", 7)]
    [InlineData("spiffe", "/r1/%2e%2e/plain/7", 7)]
    [InlineData("forwarded", "/r1/plain/7", 0)]
    [InlineData("api-key", "/r1/plain/7", 0)]
    [InlineData("token", "/r1/guarded/7", 0)]
    [InlineData("none", "/r1/plain/7", 16)]
    public void A_check_allocates_nothing(string proof, string path, int code)
    {
        CheckEndpoint endpoint = Endpoint();
        byte[] request = set.Check(proof, path);
        var call = new GrpcCall(new DefaultHttpContext(), CheckEndpoint.Method, TimeProvider.System.GetUtcNow(), null);
        Answer(endpoint, in call, request);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Answer(endpoint, in call, request);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(code, CheckResponse.Parser.ParseFrom(response.WrittenSpan).Status.Code);

        // Less than a byte a check: the runtime may still replace a method by a faster one.
        Assert.InRange(allocated, 0, Calls - 1);
    }

    [Theory]
    [InlineData("web", "web/api", 7)]
    [InlineData("*", "web", 7)]
    [InlineData("web", "other", 0)]
    public void A_check_beside_a_revocation_allocates_nothing(string from, string to, int code)
    {
        CheckEndpoint endpoint = Endpoint(new Revocation { Id = 1, From = from, To = to, By = "x", Time = default, Reason = "" });
        byte[] request = set.Check("spiffe", "/r1/plain/7");
        var call = new GrpcCall(new DefaultHttpContext(), CheckEndpoint.Method, TimeProvider.System.GetUtcNow(), null);
        Answer(endpoint, in call, request);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Answer(endpoint, in call, request);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(code, CheckResponse.Parser.ParseFrom(response.WrittenSpan).Status.Code);
        Assert.InRange(allocated, 0, Calls - 1);
    }

    public void Dispose() => set.Dispose();

    private void Answer(CheckEndpoint endpoint, in GrpcCall call, byte[] request)
    {
        for (int i = 0; i < Calls; i++)
        {
            response.ResetWrittenCount();
            endpoint.Answer(in call, request, response);
        }
    }

    private CheckEndpoint Endpoint(params ImmutableArray<Revocation> revocations)
    {
        var overlay = new RevocationOverlay(NullLogger<RevocationOverlay>.Instance);
        overlay.Set(revocations);
        var store = new PolicyStore<ServedVersion>(version => Prepared(version, overlay), new CompilationOptions(), TimeProvider.System, NullLogger<PolicyStore>.Instance);
        store.Offer(SourceSet.Of(set.Files().Select(file =>
            new KeyValuePair<string, ReadOnlyMemory<byte>>(file.Key, Encoding.UTF8.GetBytes(file.Value)))));
        Assert.Null(store.Status.Refusal);
        ServiceProvider provider = new ServiceCollection().AddLogging().AddMetrics().AddSingleton<DeploymentFaultLog>().BuildServiceProvider();
        return new CheckEndpoint(
            new CheckHandler(store),
            new DecisionIdGenerator(new byte[DecisionIdGenerator.SeedLength]),
            provider.GetRequiredService<DeploymentFaultLog>(),
            TimeProvider.System,
            TimeSpan.FromHours(1),
            decisionLog: null,
            NullLogger<CheckEndpoint>.Instance);
    }

    private static ServedVersion Prepared(PolicyVersion version, RevocationOverlay overlay)
    {
        var served = new ServedVersion(
            version.Tree,
            new CallerIdentities(version.Policies, CertificateMode.Required, UnknownTokenMode.Passed, new IdentityMemory()),
            new CheckAnswers(version.Tree, "1", new AnswerSettings()));
        overlay.Attach(served, version.Policies);
        return served;
    }
}
