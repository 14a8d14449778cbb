using System.Net;
using Authz.Envoy.Tests.Harness;

namespace Authz.Envoy.Tests.Calls;

/// <summary>A probe needs no certificate, and gets no further than the listener that is there for it.</summary>
[Collection(SharedDeployment.Name)]
public sealed class ProbeTests(SampleDeployment sample)
{
    [Theory]
    [InlineData("gateway", "/ready", HttpStatusCode.OK)]
    [InlineData("sidecar", "/ready", HttpStatusCode.OK)]
    [InlineData("external", "/ready", HttpStatusCode.OK)]
    [InlineData("gateway", "/ready/x", HttpStatusCode.NotFound)]
    [InlineData("gateway", "/", HttpStatusCode.NotFound)]
    [InlineData("gateway", "/r1/SANDBOX/GOV/1001/patient-records/records/patients/123", HttpStatusCode.NotFound)]
    public async Task A_probe_is_answered_and_nothing_else(string server, string path, HttpStatusCode status)
    {
        EnvoyBinary.SkipWithout();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        EnvoyProcess envoy = sample.Running.Envoy(server);
        string call = Guid.NewGuid().ToString();
        long before = await envoy.ChecksAsync(cancellation);
        using HttpClient client = Caller.Client(sample.Running.Listener($"{server}-probes"), certificate: null);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://patient-records.sandbox.gov{path}");
        request.Headers.Add(Applications.CallHeader, call);

        using HttpResponseMessage answer = await client.SendAsync(request, cancellation);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(before, await envoy.ChecksAsync(cancellation));
        Assert.Empty(sample.Running.Applications.Received(call));
    }
}
