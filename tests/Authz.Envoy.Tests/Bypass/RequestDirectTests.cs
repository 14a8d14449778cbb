using Authz.Envoy.Tests.Harness;
using Envoy.Service.Auth.V3;

namespace Authz.Envoy.Tests.Bypass;

/// <summary>Each request as it stands, put to the service itself, with its header lines apart and with them merged.</summary>
public sealed class RequestDirectTests(BypassService service) : IClassFixture<BypassService>
{
    public static TheoryData<RequestCase, bool> Cases => new MatrixTheoryData<RequestCase, bool>(RequestCase.All(), [true, false]);

    public static TheoryData<IdentityCase> Identities => [.. IdentityCase.All()];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_service_alone_judges_a_request_as_it_stands(RequestCase row, bool rawHeaders)
    {
        string expected = rawHeaders ? row.Raw : row.Merged;
        if (expected == RequestCase.None)
        {
            return;
        }

        byte[] request = CheckRequests.Write(
            row.Method, row.Host, TestIssuer.Fill(row.Target), TestIssuer.Fill(row.Headers), CallerOf(row.Caller), rawHeaders);
        if (row.IsForwarded)
        {
            request = CheckRequests.With(request, attributes => attributes.ContextExtensions.Add("authz.xfcc", "edge"));
        }

        Assert.Equal(expected, await AnswerAsync(request));
    }

    [Theory]
    [MemberData(nameof(Identities))]
    public async Task The_service_alone_judges_a_caller_by_all_that_its_certificate_says(IdentityCase row)
    {
        string certificate = row.HasCertificate
            ? service.Authority.IssueNamed(row.CommonName, [.. row.Names("td")]).CertificatePem
            : string.Empty;
        byte[] request = CheckRequests.Write(
            "GET", CheckRequests.Host, row.Target, row.HeadersOf("td"), new CheckCaller(row.Principal("td"), certificate), rawHeaders: true);

        Assert.Equal(row.Direct, await AnswerAsync(request));
    }

    [Fact]
    public async Task A_check_that_says_nothing_is_denied() => Assert.Equal("403", await AnswerAsync([]));

    private async Task<string> AnswerAsync(byte[] request)
    {
        CheckResponse response = await service.Running.Client.CheckAsync(request, TestContext.Current.CancellationToken);
        if (response.Status.Code == 0)
        {
            Assert.Equal(CheckResponse.HttpResponseOneofCase.OkResponse, response.HttpResponseCase);
            return "allow";
        }

        return ((int)response.DeniedResponse.Status.Code).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private CheckCaller CallerOf(string caller)
    {
        const string NobodyId = "spiffe://td/ns/a/sa/nobody";
        const string EdgeId = "spiffe://td/ns/a/sa/edge";
        return caller switch
        {
            "none" => CheckCaller.None,
            "nobody" => new CheckCaller(NobodyId, service.Authority.Issue("nobody", NobodyId).CertificatePem),
            "edge" => new CheckCaller(EdgeId, service.Authority.Issue("edge", EdgeId).CertificatePem),
            "web+dns" => new CheckCaller(
                CheckRequests.WebId, IdentityCase.WithDnsNames(service.Authority, CheckRequests.WebId).CertificatePem),
            _ => new CheckCaller(CheckRequests.WebId, service.Web.CertificatePem),
        };
    }
}
