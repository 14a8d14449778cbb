using System.Globalization;
using System.Security.Authentication;
using Authz.Envoy.Tests.Harness;
using Authz.Testing.Certificates;

namespace Authz.Envoy.Tests.Bypass;

/// <summary>Each request sent to each bundled config: Envoy answers itself, or asks, and forwards what may pass and nothing else.</summary>
[Collection(SharedBypassDeployment.Name)]
public sealed class RequestThroughEnvoyTests(BypassDeployment deployment)
{
    private const string Cut = "cut";
    private static readonly string[] servers = ["gateway", "sidecar", "external"];

    public static TheoryData<string, RequestCase> Cases => new MatrixTheoryData<string, RequestCase>(
        servers, RequestCase.All().Where(row => row.Envoy != RequestCase.None));

    public static TheoryData<string, IdentityCase> Identities => new MatrixTheoryData<string, IdentityCase>(
        servers, IdentityCase.All().Where(row => row.Envoy != RequestCase.None));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_bundled_config_answers_asks_and_forwards_as_the_table_says(string server, RequestCase row)
    {
        EnvoyBinary.SkipWithout();
        await DoesAsTheTableSaysAsync(deployment.Running.Envoy(server), server, row);
    }

    [Theory]
    [MemberData(nameof(Identities))]
    public async Task A_bundled_config_lets_nobody_in_by_another_name(string server, IdentityCase row)
    {
        EnvoyBinary.SkipWithout();
        await LetsNobodyInAsync(server, row);
    }

    private async Task DoesAsTheTableSaysAsync(EnvoyProcess envoy, string server, RequestCase row)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string call = Guid.NewGuid().ToString();
        long before = await envoy.ChecksAsync(cancellation);

        RawAnswer answer = await SendAsync(server, row, call, cancellation);

        IReadOnlyCollection<ReceivedRequest> received = deployment.Running.Applications.Received(call);
        bool isAsked = await envoy.ChecksAsync(cancellation) > before;
        bool isAllowed = row.Envoy == RequestCase.Asks && row.Through == "allow";
        string status = answer.Status.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(row.Envoy == RequestCase.Asks ? "asks" : row.Envoy, isAsked ? "asks" : status);
        Assert.Equal(row.Envoy == RequestCase.Asks ? isAllowed ? "200" : row.Through : row.Envoy, status);
        if (!isAllowed)
        {
            Assert.Empty(received);
            return;
        }

        ReceivedRequest arrived = Assert.Single(received);
        Assert.Equal(row.Target, arrived.Target);
        Assert.Equal(row.Method, arrived.Method);
        Assert.All(row.Arrives, line => AssertArrived(line, arrived));
    }

    private async Task LetsNobodyInAsync(string server, IdentityCase row)
    {
        string trustDomain = BypassDeployment.TrustDomainOf(server);
        TestCertificate? certificate = row.HasCertificate
            ? deployment.Running.Blocks.Named(trustDomain, row.CommonName.Replace("{td}", trustDomain, StringComparison.Ordinal), [.. row.Names(trustDomain)])
            : null;
        string call = Guid.NewGuid().ToString();

        string status = await StatusAsync(server, certificate, row, call);

        Assert.Equal(row.Envoy, status);
        Assert.Equal(row.Envoy == "200" ? 1 : 0, deployment.Running.Applications.Received(call).Count);
    }

    private static void AssertArrived(string line, ReceivedRequest arrived)
    {
        if (line.StartsWith('!'))
        {
            Assert.False(arrived.Headers.ContainsKey(line[1..]), line);
            return;
        }

        string[] parts = line.Split(": ", 2);
        Assert.Equal(parts[1], arrived.Headers.GetValueOrDefault(parts[0]));
    }

    private async Task<string> StatusAsync(string server, TestCertificate? certificate, IdentityCase row, string call)
    {
        try
        {
            RawAnswer answer = await RawCall.SendAsync(
                deployment.Running.Listener(server),
                certificate,
                "GET",
                row.Target,
                [
                    new("host", CheckRequests.Host), new(Applications.CallHeader, call),
                    .. row.HeadersOf(BypassDeployment.TrustDomainOf(server)),
                ],
                TestContext.Current.CancellationToken);
            return answer.Status == RawAnswer.Closed ? Cut : answer.Status.ToString(CultureInfo.InvariantCulture);
        }
        catch (AuthenticationException)
        {
            return Cut;
        }
    }

    private async Task<RawAnswer> SendAsync(string server, RequestCase row, string call, CancellationToken cancellation)
    {
        Listener listener = deployment.Running.Listener(server);
        TestCertificate? caller = CallerOf(server, row.Caller);
        KeyValuePair<string, string> own = new(Applications.CallHeader, call);
        string target = TestIssuer.Fill(row.Target);
        IEnumerable<KeyValuePair<string, string>> headers = TestIssuer.Fill(row.Headers);
        if (row.Protocol == "h1")
        {
            KeyValuePair<string, string>[] host = row.Host is null ? [] : [new("host", row.Host)];
            return await RawCall.SendAsync(listener, caller, row.Method, target, [.. host, .. headers, own], cancellation);
        }

        KeyValuePair<string, string>[] authority = row.Host is null ? [] : [new(":authority", row.Host)];
        return await RawHttp2Call.SendAsync(
            listener,
            caller,
            [new(":method", row.Method), new(":scheme", "https"), .. authority, new(":path", target), .. headers, own],
            cancellation);
    }

    private TestCertificate? CallerOf(string server, string caller)
    {
        string trustDomain = BypassDeployment.TrustDomainOf(server);
        return caller switch
        {
            "none" => null,
            "nobody" => deployment.Running.Blocks.Named(trustDomain, "nobody", $"uri:spiffe://{trustDomain}/ns/a/sa/nobody"),
            "web+dns" => deployment.Running.Blocks.Named(
                trustDomain, "web", "dns:web", "dns:web.example", $"uri:spiffe://{trustDomain}/ns/a/sa/web", "dns:*.example"),
            _ => deployment.Web(server),
        };
    }
}
