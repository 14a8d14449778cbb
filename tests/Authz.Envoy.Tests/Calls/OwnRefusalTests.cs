using Authz.Envoy.Tests.Harness;

namespace Authz.Envoy.Tests.Calls;

/// <summary>What Envoy refuses by its own config, before it asks.</summary>
[Collection(SharedDeployment.Name)]
public sealed class OwnRefusalTests(SampleDeployment sample)
{
    private const string Path = "/r1/SANDBOX/GOV/1001/patient-records/records/patients/123";

    [Theory]
    [InlineData("x_role", "admin", 400)]
    [InlineData("x_authz_client", "auditor", 400)]
    [InlineData("transfer-encoding", "chunked, gzip", 501)]
    public async Task A_header_that_is_no_good_is_refused(string name, string value, int status) =>
        await AssertRefusesAsync("GET", [new("host", "patient-records.sandbox.gov"), new(name, value)], status);

    [Fact]
    public async Task An_upgrade_is_refused() => await AssertRefusesAsync(
        "GET",
        [
            new("host", "patient-records.sandbox.gov"),
            new("connection", "upgrade"),
            new("upgrade", "websocket"),
            new("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
            new("sec-websocket-version", "13"),
        ],
        403);

    [Fact]
    public async Task A_length_beside_chunks_is_refused() => await AssertRefusesAsync(
        "POST",
        [new("host", "patient-records.sandbox.gov"), new("content-length", "3"), new("transfer-encoding", "chunked")],
        400);

    [Fact]
    public async Task A_request_without_a_host_is_refused() => await AssertRefusesAsync("GET", [], 400);

    [Fact]
    public async Task More_headers_than_the_bound_are_refused() => await AssertRefusesAsync(
        "GET",
        [new("host", "patient-records.sandbox.gov"), .. Enumerable.Range(0, 101).Select(i => KeyValuePair.Create($"x-{i}", "1"))],
        431);

    private async Task AssertRefusesAsync(string method, IEnumerable<KeyValuePair<string, string>> headers, int status)
    {
        EnvoyBinary.SkipWithout();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        EnvoyProcess envoy = sample.Running.Envoy("gateway");
        string id = Guid.NewGuid().ToString();
        long before = await envoy.ChecksAsync(cancellation);

        RawAnswer answer = await RawCall.SendAsync(
            sample.Running.Listener("gateway"),
            sample.Running.Blocks["hospital"],
            method,
            Path,
            [.. headers, new(Applications.CallHeader, id)],
            cancellation);

        Assert.Equal(status, answer.Status);
        Assert.Equal(before, await envoy.ChecksAsync(cancellation));
        Assert.Empty(sample.Running.Applications.Received(id));
    }
}
