using System.Text.Json;
using Authz.Envoy.Tests.Harness;

namespace Authz.Envoy.Tests.Identities;

/// <summary>Whatever a caller shows or writes, through real security servers he is taken for himself or for nobody.</summary>
[Collection(SharedIdentityDeployment.Name)]
public sealed class CallerTests(IdentityDeployment deployment)
{
    public static TheoryData<CallerCase> Cases => CallerCase.All();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_caller_is_taken_for_whom_he_proves_to_be(CallerCase row)
    {
        EnvoyBinary.SkipWithout();
        string call = Guid.NewGuid().ToString();
        EnvoyProcess asking = deployment.Asking(row.Via);
        int logged = asking.LogLineCount;

        int status = await SendAsync(row, call);

        Assert.Equal(row.Status, status);
        JsonElement line = await asking.RequestLineAsync(call, TestContext.Current.CancellationToken, logged);
        Assert.Equal(row.Subject, Text(line, "subject"));
        Assert.Equal(row.Said, Text(line, status == 200 ? "proof" : "reason"));
        IReadOnlyCollection<ReceivedRequest> received = deployment.Applications.Received(call);
        if (status != 200)
        {
            Assert.Empty(received);
            return;
        }

        ReceivedRequest arrived = Assert.Single(received);
        Assert.Equal(
            row.Subject.StartsWith('(') ? null : row.Subject, arrived.Headers.GetValueOrDefault("x-authz-client"));
        Assert.All(row.Arrives, expected => AssertArrived(expected, arrived));
    }

    private async Task<int> SendAsync(CallerCase row, string call)
    {
        string[] parts = row.Path.Split('?', 2);
        string target = $"{IdentityDeployment.Base}{parts[0]}/{call}{(parts.Length == 2 ? $"?{TestIssuer.Fill(parts[1])}" : "")}";
        KeyValuePair<string, string>[] headers = [.. TestIssuer.Fill(row.Headers), new(Applications.CallHeader, call)];
        Listener listener = deployment.Listener(row.Via);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        RawAnswer answer = row.Protocol == "h2"
            ? await RawHttp2Call.SendAsync(
                listener,
                deployment.CertificateOf(row.Caller),
                [
                    new(":method", "GET"), new(":scheme", "https"), new(":authority", IdentityDeployment.Host),
                    new(":path", target), .. headers,
                ],
                cancellation)
            : await RawCall.SendAsync(
                listener,
                deployment.CertificateOf(row.Caller),
                "GET",
                target,
                [new("host", IdentityDeployment.Host), .. headers],
                cancellation);
        return answer.Status;
    }

    private static void AssertArrived(string expected, ReceivedRequest arrived)
    {
        if (expected.StartsWith('!'))
        {
            Assert.False(arrived.Headers.ContainsKey(expected[1..]), expected);
            return;
        }

        string[] parts = expected.Split(": ", 2);
        Assert.Equal(parts[1], arrived.Headers.GetValueOrDefault(parts[0]));
    }

    // Envoy writes null for what an answer does not say.
    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString() ?? "-";
}
