using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Authz.Testing.Certificates;
using Envoy.Config.Core.V3;
using Envoy.Service.Auth.V3;
using Google.Protobuf;

namespace Authz.Service.Tests.Rpc.Allocations;

/// <summary>A set with one caller and one service, and checks by each way in which the caller can prove itself again and again.</summary>
internal sealed class MeasuredSet : IDisposable
{
    private const string ApiKey = "q3kTq0pXnBfE2hA0q3kTq0pXnBfE2hA0";
    private const string CallerId = "spiffe://td/web";
    private const string GatewayId = "spiffe://td/gateway";

    private readonly ECDsa issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly TestAuthority authority = new("td");

    /// <summary>Files by name.</summary>
    public IEnumerable<KeyValuePair<string, string>> Files() => [new("set.yaml", Policies), new("keys.json", Jwks())];

    /// <param name="proof">`spiffe`, `forwarded`, `api-key`, `token` or `none`.</param>
    public byte[] Check(string proof, string path)
    {
        var request = new CheckRequest { Attributes = new AttributeContext { Source = new(), Request = new() } };
        AttributeContext attributes = request.Attributes;
        attributes.Source.Address = new Address { SocketAddress = new SocketAddress { Address = "10.1.2.3", PortValue = 41_234 } };
        attributes.Request.Http = new() { Method = "GET", Path = path, Host = "api", HeaderMap = new HeaderMap() };
        attributes.ContextExtensions.Add("authz.service", "web/api");
        AddHeader(attributes, "x-purpose", "care");
        switch (proof)
        {
            case "spiffe":
                AddCertificate(attributes, CallerId);
                break;
            case "forwarded":
                AddCertificate(attributes, GatewayId);
                AddHeader(attributes, "x-forwarded-client-cert", $"Hash=00ff;URI={CallerId}");
                attributes.ContextExtensions.Add("authz.xfcc", "gateway");
                break;
            case "api-key":
                AddHeader(attributes, "x-api-key", ApiKey);
                break;
            case "token":
                AddHeader(attributes, "authorization", $"Bearer {Token()}");
                break;
        }

        return request.ToByteArray();
    }

    public void Dispose()
    {
        issuerKey.Dispose();
        authority.Dispose();
    }

    private static string Policies => $$"""
        apiVersion: authz/v1
        kind: Issuer
        metadata: {name: idp}
        spec:
          issuer: https://idp.test
          audiences: [registry]
          algorithms: [ES256]
          jwksFile: keys.json
        ---
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: web}
        spec:
          identities:
            - spiffe: {{CallerId}}
            - apiKey: {id: web-1, sha256: {{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(ApiKey)))}}, header: x-api-key}
            - jwt: {issuer: idp, claims: {sub: web} }
          services: [{name: api, basePath: /r1, hosts: [api]}]
        ---
        apiVersion: authz/v1
        kind: SecurityServer
        metadata: {name: gateway}
        spec:
          identities: [{spiffe: "{{GatewayId}}"}]
          speaksFor: [web]
          trustedXfcc: true
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: p}
        spec:
          legalBasis: Act
          subjects: [{buildingBlock: web}]
          resources: [{buildingBlock: web, service: api}]
          rules:
            - {name: plain, effect: allow, methods: [GET], paths: ["/plain/{id}"]}
            - name: guarded
              effect: allow
              methods: [GET]
              paths: ["/guarded/{id}"]
              when:
                - header: {name: x-purpose, in: [care, emergency]}
                - sourceAddress: {cidr: [10.0.0.0/8]}
                - query: {name: debug, exists: false}
            - {name: secret, effect: deny, paths: ["/plain/secret"]}
        """;

    private static void AddHeader(AttributeContext attributes, string name, string value) =>
        attributes.Request.Http.HeaderMap.Headers.Add(new HeaderValue { Key = name, RawValue = ByteString.CopyFromUtf8(value) });

    private void AddCertificate(AttributeContext attributes, string id)
    {
        attributes.Source.Principal = id;
        attributes.Source.Certificate = Uri.EscapeDataString(authority.IssueNamed("caller", $"uri:{id}").CertificatePem);
    }

    private string Jwks()
    {
        ECParameters point = issuerKey.ExportParameters(false);
        return $$"""{"keys": [{"kid": "k", "kty": "EC", "crv": "P-256", "x": "{{Base64Url.EncodeToString(point.Q.X)}}", "y": "{{Base64Url.EncodeToString(point.Q.Y)}}"}]}""";
    }

    private string Token()
    {
        string expires = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        string payload = $$"""{"iss":"https://idp.test","aud":"registry","exp":{{expires}},"sub":"web"}""";
        string input = $"{Encode("""{"alg":"ES256","kid":"k"}""")}.{Encode(payload)}";
        return $"{input}.{Base64Url.EncodeToString(issuerKey.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256))}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(text));
}
