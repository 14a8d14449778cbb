using System.Text;
using Authz.Pdp.Identities;
using Authz.Pdp.Identities.Tokens;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;

namespace Authz.Pdp.Tests.Identities;

/// <summary>What a caller shows, and who it is for the country of <see cref="TestBlocks"/>.</summary>
internal sealed class TestCaller
{
    private static readonly CallerIdentities Identities =
        new(TestBlocks.Policies, CertificateMode.Required, UnknownTokenMode.Passed, new IdentityMemory());

    /// <summary>The principal, and the only URI name of the certificate unless that is given.</summary>
    public string? Id { get; init; }

    public byte[]? Certificate { get; init; }

    /// <summary>Lines `name: value`.</summary>
    public string[] Headers { get; init; } = [];

    /// <summary>Of the route: `name: value`.</summary>
    public string[] Extensions { get; init; } = [];

    public Caller Prove() => Identities.Prove(ToRequest());

    /// <summary>Bytes that proving it once more allocates.</summary>
    public long AllocationOfProving()
    {
        const int calls = 200;
        AccessRequest request = ToRequest();
        long before = 0;
        for (int i = 0; i < 2 * calls; i++)
        {
            before = i == calls ? GC.GetAllocatedBytesForCurrentThread() : before;
            Identities.Prove(in request);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / calls;
    }

    private AccessRequest ToRequest()
    {
        AccessRequest text = new RequestText([.. PairsOf(Headers)])
        {
            Method = "GET",
            Target = "/",
            Host = "api",
            RouteBinding = null,
            ContextExtensions = [.. PairsOf(Extensions)],
            Time = TestCall.Time,
        }.ToRequest();
        return new AccessRequest
        {
            Headers = text.Headers,
            ContextExtensions = text.ContextExtensions,
            Principal = Encoding.UTF8.GetBytes(Id ?? ""),
            Certificate = Certificate ?? (Id is null ? [] : TestCertificate.Encode($"uri:{Id}")),
        };
    }

    private static KeyValuePair<string, string>[] PairsOf(string[] lines) =>
        [.. lines.Select(line => line.Split(": ", 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1]))];
}
