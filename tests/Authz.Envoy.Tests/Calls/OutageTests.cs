using System.Net;
using Authz.Envoy.Tests.Harness;
using Authz.Testing;

namespace Authz.Envoy.Tests.Calls;

/// <summary>No answer is a no; and when the service is back, so are the calls.</summary>
public sealed class OutageTests
{
    private const string Record =
        "http://patient-records.sandbox.gov/r1/SANDBOX/GOV/1001/patient-records/records/patients/1";

    [Fact]
    public async Task Without_the_service_every_call_is_refused_until_it_is_back()
    {
        EnvoyBinary.SkipWithout();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string policies = Repository.PathTo("policies");
        await using Deployment deployment = await Deployment.StartAsync(
            policies, ["gateway"], config => config, cancellation);
        using HttpClient client = Caller.Client(deployment.Listener("gateway"), deployment.Blocks["hospital"]);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "before", cancellation));

        Assert.NotNull(deployment.Service);
        await deployment.Service.DisposeAsync();

        // At once, and after Envoy has noticed.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(client, "during", cancellation));
        await deployment.Envoy("gateway").UntilNobodyCanBeAskedAsync(cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(client, "during", cancellation));

        await deployment.StartServiceAsync(policies, cancellation);
        await Poll.UntilAsync(
            async () => await StatusAsync(client, "after", cancellation) == HttpStatusCode.OK,
            () => "a call that is served again",
            cancellation);

        Assert.Single(deployment.Applications.Received("before"));
        Assert.Empty(deployment.Applications.Received("during"));
        Assert.Single(deployment.Applications.Received("after"));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string call, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Record);
        request.Headers.Add(Applications.CallHeader, call);
        using HttpResponseMessage response = await client.SendAsync(request, cancellation);
        return response.StatusCode;
    }
}
