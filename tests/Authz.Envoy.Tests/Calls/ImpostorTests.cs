using System.Net;
using Authz.Envoy.Tests.Harness;
using Authz.Testing;

namespace Authz.Envoy.Tests.Calls;

/// <summary>A request leaves only for the block that it is for: who else answers at its address gets nothing.</summary>
public sealed class ImpostorTests
{
    [Fact]
    public async Task A_security_server_with_another_blocks_certificate_is_not_talked_to()
    {
        EnvoyBinary.SkipWithout();
        CancellationToken cancellation = TestContext.Current.CancellationToken;

        // At the address of patient-records the hospital's own inbound listener answers, with the hospital's certificate.
        await using Deployment deployment = await Deployment.StartAsync(
            Repository.PathTo("policies"),
            ["sidecar"],
            config => config.Mislead("patient-records.sandbox.gov:8443", "0.0.0.0:8443"),
            cancellation);
        using HttpClient application = Caller.Client(deployment.Listener("sidecar-outbound"), certificate: null);

        using HttpResponseMessage response = await application.GetAsync(
            new Uri("http://patient-records.sandbox.gov/r1/SANDBOX/GOV/1001/patient-records/records/patients/1"), cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(
            1, await deployment.Envoy("sidecar").StatisticAsync("cluster.hospital-to-patient-records.ssl.fail_verify_san", cancellation));
    }
}
