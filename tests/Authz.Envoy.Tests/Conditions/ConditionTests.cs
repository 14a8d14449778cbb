using System.Net;
using System.Text;
using Authz.Envoy.Tests.Harness;

namespace Authz.Envoy.Tests.Conditions;

/// <summary>What conditions ask for, told by a real Envoy.</summary>
public sealed class ConditionTests(ConditionDeployment deployment) : IClassFixture<ConditionDeployment>
{
    private const HttpStatusCode Served = HttpStatusCode.OK;
    private const HttpStatusCode Refused = HttpStatusCode.Forbidden;

    [Theory]
    [InlineData("/header", "x-purpose: care", Served)]
    [InlineData("/header", "x-purpose: research", Refused)]
    [InlineData("/header", "x-purpose: care, research", Refused)]
    [InlineData("/header", null, Refused)]
    [InlineData("/query?command=validate%20all", null, Served)]
    [InlineData("/query?command=validate+all", null, Refused)]
    [InlineData("/query?command=validate%20all&command=run", null, Refused)]
    [InlineData("/query", null, Refused)]
    [InlineData("/people/7%20a", "x-subject: 7 a", Served)]
    [InlineData("/people/7", "x-subject: 8", Refused)]
    [InlineData("/people/7", null, Refused)]
    [InlineData("/near", null, Served)]
    [InlineData("/near", "x-forwarded-for: 192.0.2.1", Served)]
    [InlineData("/far", null, Refused)]
    [InlineData("/far", "x-forwarded-for: 192.0.2.1", Refused)]
    [InlineData("/sni", null, Served)]
    [InlineData("/other-sni", null, Refused)]
    [InlineData("/extension", null, Served)]
    [InlineData("/metadata", "x-tenant: north", Served)]
    [InlineData("/metadata", "x-tenant: south", Refused)]
    [InlineData("/metadata", null, Refused)]
    public async Task What_a_request_says_decides(string target, string? header, HttpStatusCode status)
    {
        EnvoyBinary.SkipWithout();

        Assert.Equal(status, await SendAsync(deployment.Whole, HttpMethod.Get, target, header, null));
    }

    [Theory]
    [InlineData("/forms/body", """{"kind": "care"}""", Served)]
    [InlineData("/forms/body", """{"kind": "research"}""", Refused)]
    [InlineData("/forms/body", """{"kind": "care", "kind": "care"}""", Refused)]
    [InlineData("/forms/body", "kind=care", Refused)]
    [InlineData("/forms/body", null, Refused)]
    [InlineData("/forms/open", """{"kind": "care"}""", Served)]
    [InlineData("/forms/open", """{"kind": "research"}""", Refused)]
    [InlineData("/forms/open", "kind=care", Refused)]
    [InlineData("/forms/open", null, Served)]
    // Here nobody sees the body: an allow that asks for it never holds, and a ban that asks for it always does.
    [InlineData("/body", """{"kind": "care"}""", Refused)]
    [InlineData("/open", """{"kind": "care"}""", Refused)]
    [InlineData("/open", null, Refused)]
    public async Task What_a_body_says_decides_where_it_is_sent(string target, string? body, HttpStatusCode status)
    {
        EnvoyBinary.SkipWithout();

        Assert.Equal(status, await SendAsync(deployment.Whole, HttpMethod.Post, target, null, body));
    }

    [Theory]
    [InlineData(false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(true, Refused)]
    public async Task A_body_that_is_too_long_never_decides_for_its_sender(bool isSentCut, HttpStatusCode status)
    {
        EnvoyBinary.SkipWithout();
        string body = $$"""{"kind": "care"}{{new string(' ', 64)}}""";

        Assert.Equal(status, await SendAsync(isSentCut ? deployment.Cut : deployment.Whole, HttpMethod.Post, "/forms/body", null, body));
        Assert.Equal(status, await SendAsync(isSentCut ? deployment.Cut : deployment.Whole, HttpMethod.Post, "/forms/open", null, body));
    }

    [Fact]
    public async Task A_client_cannot_say_that_its_body_is_whole()
    {
        EnvoyBinary.SkipWithout();
        string body = $$"""{"kind": "care"}{{new string(' ', 64)}}""";

        Assert.Equal(
            Refused, await SendAsync(deployment.Cut, HttpMethod.Post, "/forms/body", "x-envoy-auth-partial-body: false", body));
    }

    private static async Task<HttpStatusCode> SendAsync(
        Deployment servers, HttpMethod method, string target, string? header, string? body)
    {
        using HttpClient client = Caller.Client(
            servers.Listener("gateway"), servers.Blocks.Local($"spiffe://{Blocks.TrustDomain}/ns/a/sa/web"));
        using var request = new HttpRequestMessage(method, new Uri($"http://api{target}"));
        if (header is not null)
        {
            string[] parts = header.Split(": ", 2);
            request.Headers.TryAddWithoutValidation(parts[0], parts[1]);
        }

        request.Content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        using HttpResponseMessage answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
