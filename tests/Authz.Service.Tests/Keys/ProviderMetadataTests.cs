using System.Text;
using Authz.Service.Keys;

namespace Authz.Service.Tests.Keys;

public sealed class ProviderMetadataTests
{
    [Theory]
    [InlineData("""{"issuer":"https://idp","jwks_uri":"https://idp/jwks"}""", "https://idp/jwks")]
    [InlineData("""{"jwks_uri":"http://127.0.0.1:9/jwks","issuer":"https://idp","other":[1]}""", "http://127.0.0.1:9/jwks")]
    [InlineData("""{"issuer":"https://idp/","jwks_uri":"https://idp/jwks"}""", null)]
    [InlineData("""{"issuer":"https://IDP","jwks_uri":"https://idp/jwks"}""", null)]
    [InlineData("""{"issuer":["https://idp"],"jwks_uri":"https://idp/jwks"}""", null)]
    [InlineData("""{"issuer":"https://idp","issuer":"https://idp","jwks_uri":"https://idp/jwks"}""", null)]
    [InlineData("""{"issuer":"https://idp","jwks_uri":"https://a/","jwks_uri":"https://idp/jwks"}""", null)]
    [InlineData("""{"issuer":"https://idp"}""", null)]
    [InlineData("""{"issuer":"https://idp","jwks_uri":null}""", null)]
    [InlineData("""{"issuer":"https://idp","jwks_uri":"http://idp/jwks"}""", null)]
    [InlineData("""{"issuer":"https://idp","jwks_uri":"https://user@idp/jwks"}""", null)]
    [InlineData("""{"issuer":"https://idp","jwks_uri":"file:///etc/passwd"}""", null)]
    [InlineData("""{"issuer":"https://idp","jwks_uri":"/jwks"}""", null)]
    [InlineData("""[{"issuer":"https://idp","jwks_uri":"https://idp/jwks"}]""", null)]
    [InlineData("\"https://idp\"", null)]
    [InlineData("", null)]
    [InlineData("{", null)]
    public void Metadata_name_where_keys_are_if_they_are_those_of_the_issuer(string json, string? address)
    {
        var metadata = ProviderMetadata.Read(Encoding.UTF8.GetBytes(json), "https://idp");

        Assert.Equal(address, metadata.KeyAddress?.ToString());
        Assert.Equal(address is null, metadata.Fault is not null);
    }
}
