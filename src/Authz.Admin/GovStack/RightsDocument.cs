using System.Security.Cryptography;
using System.Text;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;

namespace Authz.Admin.GovStack;

/// <summary>
/// The document that a right given or taken over this API is: one policy, of one caller and one service, in a file of its own. Whole: no part of it is
/// anybody else's, so that it can be replaced without reading it.
/// </summary>
internal static class RightsDocument
{
    public const string Folder = "rights";

    private const int NameDigits = 24;

    /// <summary>Names of blocks and services have no dot and no slash.</summary>
    public static string PathOf(BoundBlock caller, BoundService service) => $"{Folder}/{service.Block.Name}.{service.Name}.{caller.Name}.yaml";

    public static byte[] Write(BoundBlock caller, BoundService service, Effect effect)
    {
        string word = effect switch { Effect.Allow => "allow", Effect.Deny => "deny" };
        string pair = $"{caller.Name} {service.QualifiedName}";
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pair)))[..NameDigits];
        return Encoding.UTF8.GetBytes($$"""
            # Written by the rights API (/api/v1/rights). It replaces this file whole.
            apiVersion: authz/v1
            kind: AccessPolicy
            metadata: {name: right-{{name}}}
            spec:
              description: "{{word}} {{caller.Name}} to call {{service.QualifiedName}}"
              legalBasis: not stated, by the rights API
              subjects: [{buildingBlock: {{caller.Name}}}]
              resources: [{buildingBlock: {{service.Block.Name}}, service: {{service.Name}}}]
              rules: [{name: all, effect: {{word}}, methods: ["*"], paths: ["/**"]}]

            """);
    }

    public static bool IsOwn(ReadOnlySpan<byte> content, BoundBlock caller, BoundService service) =>
        content.SequenceEqual(Write(caller, service, Effect.Allow)) || content.SequenceEqual(Write(caller, service, Effect.Deny));
}
