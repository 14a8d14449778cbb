using System.Text.Json;
using Authz.Envoy.Tests.Harness;
using Authz.Testing.Certificates;

namespace Authz.Envoy.Tests.Calls;

[Collection(SharedDeployment.Name)]
public sealed class CallTests(SampleDeployment sample)
{
    private const string ProblemMediaType = "application/problem+json";

    public static TheoryData<CallCase> Cases => CallCase.All();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_call_is_served_or_refused_as_the_policies_say(CallCase call)
    {
        EnvoyBinary.SkipWithout();
        string id = Guid.NewGuid().ToString();
        using HttpClient client = Caller.Client(sample.Running.Listener(call.Via), CertificateOf(call.Caller));
        using HttpRequestMessage request = RequestOf(call, id);

        using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(call.Status, (int)response.StatusCode);
        IReadOnlyCollection<ReceivedRequest> received = sample.Running.Applications.Received(id);
        if (call.IsAllowed)
        {
            ReceivedRequest only = Assert.Single(received);
            Assert.Equal(call.Application, only.Application);
            Assert.Equal(call.Client, only.Headers["x-authz-client"]);
            Assert.Equal(call.Path, only.Target);
            Assert.Equal(call.Host, only.Host);
        }
        else
        {
            Assert.Empty(received);
            await AssertIsProblemAsync(response);
        }
    }

    private static HttpRequestMessage RequestOf(CallCase call, string id)
    {
        var request = new HttpRequestMessage(new HttpMethod(call.Method), $"http://{call.Host}{call.Path}");
        request.Headers.Add(Applications.CallHeader, id);
        if (call.Header != CallCase.None)
        {
            string[] header = call.Header.Split(": ", 2);
            request.Headers.TryAddWithoutValidation(header[0], header[1]);
        }

        return request;
    }

    private static async Task AssertIsProblemAsync(HttpResponseMessage response)
    {
        Assert.Equal(ProblemMediaType, response.Content.Headers.ContentType?.MediaType);
        using JsonDocument problem = JsonDocument.Parse(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Matches("^[0-9a-f]{32}$", problem.RootElement.GetProperty("ticket").GetString());
    }

    private TestCertificate? CertificateOf(string caller)
    {
        Blocks blocks = sample.Running.Blocks;
        return caller switch
        {
            CallCase.None => null,
            "partner-insurance" => blocks.PartnerInsurance,
            "an unknown block" => blocks.Local(Blocks.IdOf("nobody")),
            "another case" => blocks.Local(Blocks.IdOf("Hospital")),
            "two names" => blocks.Local(Blocks.IdOf("hospital"), Blocks.IdOf("social-welfare")),
            _ => blocks[caller],
        };
    }
}
