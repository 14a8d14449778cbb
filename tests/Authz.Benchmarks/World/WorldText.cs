namespace Authz.Benchmarks.World;

/// <summary>The documents of a block that can prove itself in every way, and of what it may do at `b0/api`.</summary>
internal static class WorldText
{
    public static string Of(string spiffeId, string gatewayId, string secretPath, string keySha256) => $$"""
        apiVersion: authz/v1
        kind: Issuer
        metadata: {name: idp}
        spec:
          issuer: {{SignedTokens.Issuer}}
          audiences: [{{SignedTokens.Audience}}]
          algorithms: [RS256, ES256, EdDSA]
          jwksFile: keys.json
        ---
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: web}
        spec:
          owner: ministry
          identities:
            - spiffe: {{spiffeId}}
            - certificate: {dns: web.scale.gov}
            - apiKey: {id: web-1, sha256: {{keySha256}}, header: x-api-key}
            - hmac: {keyId: web-1, secretFile: {{secretPath}}, maxAge: 5m}
            - jwt: {issuer: idp, claims: {sub: web} }
        ---
        apiVersion: authz/v1
        kind: SecurityServer
        metadata: {name: gateway}
        spec:
          identities: [{spiffe: "{{gatewayId}}"}]
          speaksFor: [web]
          trustedXfcc: true
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: web-reads}
        spec:
          legalBasis: Data Exchange Act
          subjects: [{buildingBlock: web}]
          resources: [{buildingBlock: b0, service: api}]
          rules:
            - {name: own, effect: allow, methods: [GET], paths: ["/own/{id}"]}
            - {name: guarded, effect: allow, methods: [GET], paths: ["/guarded/{id}"], when: [{{Shapes.UsualShape.ThreeConditions}}]}
            - {name: no-secrets, effect: deny, paths: ["/own/secret"]}

        """;
}
