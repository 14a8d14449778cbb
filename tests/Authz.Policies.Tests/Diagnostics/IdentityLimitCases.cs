using System.Collections.Immutable;
using System.Globalization;

namespace Authz.Policies.Tests.Diagnostics;

/// <summary>The limits of what proves a caller, each as a set of a given size.</summary>
internal static class IdentityLimitCases
{
    private const string Digest = "5f2b51ca2fdc5baa31ec02e002f69aec1a2b3c4d5e6f708192a3b4c5d6e7f809";

    private const string Issuer = "apiVersion: authz/v1\nkind: Issuer\nmetadata: {name: i}\n"
        + "spec: {issuer: i, audiences: [a], algorithms: [ES256], jwksUri: 'https://a'}\n---\n";

    public static ImmutableArray<LimitCase> All { get; } =
    [
        LimitCase.OfText("claims of a token identity", "AZ0118", PolicyLimits.IdentityClaimsMax, size =>
            Token($"sub: a, {Join(size - 1, i => $"c{i}: v")}")),
        LimitCase.OfText("length of a token identity's claim", "AZ0221", PolicyLimits.AttributeNameLengthMax, size =>
            Token($"sub: a, {Text(size)}: v")),
        LimitCase.OfText("length of a claim's value", "AZ0221", PolicyLimits.ClaimValueLengthMax, size =>
            Token($"sub: {Text(size)}")),
        LimitCase.OfText("tokens of a subject", "AZ0223", PolicyLimits.TokensPerSubjectMax, size =>
            Issuer + string.Join("---\n", Enumerable.Range(0, size).Select(i => Block(
                $"b{i.ToString(CultureInfo.InvariantCulture)}", $"jwt: {{issuer: i, claims: {{sub: a, tenant: t{i}}}}}")))),
        LimitCase.OfText("tokens of a subject far beyond", "AZ0223", PolicyLimits.TokensPerSubjectMax, size =>
            Issuer + string.Join("---\n", Enumerable.Range(0, size + (size > PolicyLimits.TokensPerSubjectMax ? 50 : 0)).Select(i => Block(
                $"b{i.ToString(CultureInfo.InvariantCulture)}", $"jwt: {{issuer: i, claims: {{sub: a, tenant: t{i}}}}}")))),
        LimitCase.OfText("length of an API key's header", "AZ0227", PolicyLimits.CredentialHeaderLengthMax, size =>
            Block("b", $"apiKey: {{id: a, sha256: {Digest}, header: {Text(size)}}}")),
        LimitCase.OfText("length of a signature's key id", "AZ0230", PolicyLimits.KeyIdLengthMax, size =>
            Block("b", $"hmac: {{keyId: {Text(size)}, secretFile: a}}")),
        LimitCase.OfText("length of a secret's path", "AZ0231", PolicyLimits.SecretPathLengthMax, size =>
            Block("b", $"hmac: {{keyId: a, secretFile: {Text(size)}}}")),
        LimitCase.OfText("components of a signature", "AZ0118", PolicyLimits.SignatureComponentsMax, size =>
            Block("b", $"hmac: {{keyId: a, secretFile: a, components: [{Join(size, i => $"x-{i}")}]}}")),
        LimitCase.OfText("length of a signature's component", "AZ0232", PolicyLimits.CredentialHeaderLengthMax, size =>
            Block("b", $"hmac: {{keyId: a, secretFile: a, components: [{Text(size)}]}}")),
        LimitCase.OfText("age of a signature", "AZ0894", PolicyLimits.SignatureAgeSecondsMax, size =>
            Block("b", $"hmac: {{keyId: a, secretFile: a, maxAge: {size}s}}")),
    ];

    private static string Token(string claims) => Issuer + Block("b", $"jwt: {{issuer: i, claims: {{{claims}}}}}");

    private static string Block(string name, string identity) =>
        $"apiVersion: authz/v1\nkind: BuildingBlock\nmetadata: {{name: {name}}}\nspec: {{identities: [{{{identity}}}]}}\n";

    private static string Text(int length) => new('a', length);

    private static string Join(int count, Func<int, string> item) => string.Join(", ", Enumerable.Range(0, count).Select(item));
}
