using Envoy.Config.Core.V3;
using Envoy.Service.Auth.V3;
using Google.Protobuf.WellKnownTypes;

namespace Authz.Envoy.Tests.Bypass;

/// <summary>Envoy's own token filter can be told to read tokens without verifying them: what it notes is no proof.</summary>
public sealed class TokenMetadataTests(BypassService service) : IClassFixture<BypassService>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_another_filter_says_of_a_token_proves_nobody(bool rawHeaders)
    {
        byte[] request = CheckRequests.With(
            CheckRequests.Write("GET", CheckRequests.Host, "/public/x", [], CheckCaller.None, rawHeaders),
            attributes =>
            {
                attributes.MetadataContext = Claims();
                attributes.RouteMetadataContext = Claims();
                attributes.ContextExtensions["authz.sends"] = "certificate,sni,metadata";
            });

        CheckResponse response = await service.Running.Client.CheckAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(401, (int)response.DeniedResponse.Status.Code);
    }

    private static Metadata Claims() => new()
    {
        FilterMetadata =
        {
            ["envoy.filters.http.jwt_authn"] = Struct.Parser.ParseJson(
                """{"jwt_payload": {"iss": "https://idp.test", "aud": "registry", "sub": "web", "exp": 4102444800}}"""),
        },
    };
}
