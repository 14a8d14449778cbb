using System.Text.Json;
using Authz.Envoy.Tests.Harness;
using Authz.Testing.Certificates;

namespace Authz.Envoy.Tests.Bypass;

/// <summary>Each target sent to each bundled config: Envoy answers itself, or asks about the path that it forwards.</summary>
[Collection(SharedBypassDeployment.Name)]
public sealed class BypassThroughEnvoyTests(BypassDeployment deployment)
{
    public static TheoryData<string, BypassCase> Cases =>
        new MatrixTheoryData<string, BypassCase>(["gateway", "sidecar", "external"], BypassCase.All());

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_bundled_config_forwards_what_was_judged_and_nothing_else(string server, BypassCase row)
    {
        EnvoyBinary.SkipWithout();
        await ForwardsWhatWasJudgedAsync(deployment.Running.Envoy(server), server, row);
    }

    private async Task ForwardsWhatWasJudgedAsync(EnvoyProcess envoy, string server, BypassCase row)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string call = Guid.NewGuid().ToString();
        long before = await envoy.ChecksAsync(cancellation);
        int logged = envoy.LogLineCount;

        RawAnswer answer = await SendAsync(server, row, call, cancellation);

        IReadOnlyCollection<ReceivedRequest> received = deployment.Running.Applications.Received(call);
        bool asked = await envoy.ChecksAsync(cancellation) > before;
        if (row.EnvoyStatus is int own)
        {
            Assert.Equal(own, answer.Status);
            Assert.False(asked);
            Assert.Empty(received);
            return;
        }

        Assert.True(asked);
        Assert.Equal(row.IsAllowedThroughEnvoy ? 200 : 403, answer.Status);
        Assert.Equal(PathOf(row.AskedTarget), await LoggedPathAsync(envoy, answer.From, logged));
        if (row.IsAllowedThroughEnvoy)
        {
            Assert.Equal(row.AskedTarget, Assert.Single(received).Target);
        }
        else
        {
            Assert.Empty(received);
        }
    }

    private async Task<RawAnswer> SendAsync(string server, BypassCase row, string call, CancellationToken cancellation)
    {
        Listener listener = deployment.Running.Listener(server);
        TestCertificate web = deployment.Web(server);
        KeyValuePair<string, string> own = new(Applications.CallHeader, call);
        return row.Protocol == "h2"
            ? await RawHttp2Call.SendAsync(
                listener,
                web,
                [
                    new(":method", row.Method),
                    new(":scheme", "https"),
                    new(":authority", CheckRequests.Host),
                    new(":path", row.Target),
                    own,
                ],
                cancellation)
            : await RawCall.SendAsync(
                listener, web, row.Method, row.Target, [new("host", CheckRequests.Host), own], cancellation);
    }

    private static async Task<string?> LoggedPathAsync(EnvoyProcess envoy, string from, int skipped)
    {
        JsonElement line = await envoy.LogLineAsync(
            line => line.GetProperty("log").GetString() == "request" && line.GetProperty("from").GetString() == from,
            TestContext.Current.CancellationToken,
            skipped);
        return line.GetProperty("path").GetString();
    }

    private static string PathOf(string target) => target.Split('?')[0];
}
