using System.Net;
using System.Text.Json;
using Authz.Envoy.Tests.Harness;

namespace Authz.Envoy.Tests.Calls;

/// <summary>An operator who has Envoy's access log knows what was decided, and by which rule.</summary>
[Collection(SharedDeployment.Name)]
public sealed class AccessLogTests(SampleDeployment sample)
{
    private const string Records = "http://patient-records.sandbox.gov/r1/SANDBOX/GOV/1001/patient-records/records";

    [Fact]
    public async Task An_allowed_call_is_logged_with_its_decision_and_without_its_query()
    {
        EnvoyBinary.SkipWithout();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string patient = Guid.NewGuid().ToString();
        using HttpClient client = Caller.Client(sample.Running.Listener("gateway"), sample.Running.Blocks["hospital"]);

        using HttpResponseMessage response = await client.GetAsync(
            new Uri($"{Records}/patients/{patient}?because=secret"), cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        JsonElement line = await LineAsync(patient);
        Assert.Matches("^[0-9a-f]{32}$", Text(line, "decision_id"));
        Assert.NotEmpty(Text(line, "version"));
        Assert.Equal("care-reads-patient-records/read-and-note", Text(line, "rule"));
        Assert.Equal("hospital", Text(line, "subject"));
        Assert.Equal("spiffe", Text(line, "proof"));
        Assert.Equal(Blocks.IdOf("hospital"), Text(line, "peer"));
        Assert.DoesNotContain("secret", line.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_call_is_logged_with_the_ticket_that_the_caller_got()
    {
        EnvoyBinary.SkipWithout();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string patient = Guid.NewGuid().ToString();
        using HttpClient client = Caller.Client(
            sample.Running.Listener("gateway"), sample.Running.Blocks["social-welfare"]);

        using HttpResponseMessage response = await client.GetAsync(new Uri($"{Records}/patients/{patient}"), cancellation);

        using JsonDocument problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation));
        JsonElement line = await LineAsync(patient);
        Assert.Equal(problem.RootElement.GetProperty("ticket").GetString(), Text(line, "decision_id"));
        Assert.Equal("ext_authz_denied", Text(line, "details"));
        Assert.Equal("no-health-data-for-social-sector/nothing", Text(line, "rule"));
        Assert.Equal("denied_by_rule", Text(line, "reason"));
        Assert.DoesNotContain("no-health-data", problem.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    private Task<JsonElement> LineAsync(string patient) => sample.Running.Envoy("gateway").LogLineAsync(
        line => line.GetProperty("log").GetString() == "request"
            && Text(line, "path").EndsWith(patient, StringComparison.Ordinal),
        TestContext.Current.CancellationToken);

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString() ?? string.Empty;
}
