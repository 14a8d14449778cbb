using System.Collections.Immutable;
using System.Text;
using Authz.Pdp.Identities.Credentials;
using Authz.Pdp.Identities.Tokens;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;
using Authz.Policies.Syntax;

namespace Authz.Pdp.Tests.Identities.Tokens;

/// <summary>Issuers and blocks with token identities, and what outlives a version of them.</summary>
internal sealed class TokenWorld : IDisposable
{
    public const string Issuer = "https://idp.test";
    public const string FetchedIssuer = "https://fetched.test";

    /// <summary>As seconds since 1970, so that cases can be written in them.</summary>
    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    private static readonly ImmutableArray<TokenAlgorithm> AllAlgorithms = [.. Enum.GetValues<TokenAlgorithm>()];

    public static ImmutableArray<BoundIssuer> Issuers { get; } =
    [
        IssuerOf("fetched", FetchedIssuer, AllAlgorithms, null),
        IssuerOf("idp", Issuer, AllAlgorithms, TestKeys.Jwks),
        IssuerOf("narrow", "narrow", [TokenAlgorithm.ES256], TestKeys.Jwks),
        IssuerOf("unnamed", "unnamed", AllAlgorithms, UnnamedKeys),
    ];

    private static ImmutableArray<(string Name, int Issuer, string Claims)> Identities { get; } =
    [
        ("portal", 1, "sub=portal"),
        ("clinic", 1, "client_id=c1;sub=c1"),
        ("twin-a", 1, "sub=twin"),
        ("twin-b", 1, "sub=twin;tenant=b"),
        ("accents", 1, "sub=épargne"),
        ("later", 0, "sub=portal"),
        ("small", 2, "sub=portal"),
        ("plain", 3, "sub=portal"),
        ("without-subject", 1, "azp=app"),
        ("portal", 1, "sub=portal-two"),
    ];

    private static string UnnamedKeys =>
        $"{{\"keys\": [{TestKeys.Jwk("rsa", "\"use\": \"sig\"")}, {TestKeys.Jwk("other-p256", "\"use\": \"sig\"")}, {TestKeys.Jwk("p256", "\"use\": \"sig\"")}]}}";

    public static ImmutableArray<string> BlockNames { get; } =
        [.. Identities.Select(identity => identity.Name).Distinct(StringComparer.Ordinal)];

    public TokenKeyRing Ring { get; } = new();

    public VerifiedTokenCache Cache { get; init; } = new();

    public SignatureGate Gate { get; init; } = new(4);

    public UnknownTokenMode Mode { get; init; } = UnknownTokenMode.Passed;

    /// <summary>A version of the policies, by other issuers if they are given.</summary>
    public BearerTokens Version(ImmutableArray<BoundIssuer>? issuers = null, ImmutableArray<BoundBlock>? blocks = null) =>
        new(Policies(issuers ?? Issuers, blocks ?? Blocks), Mode, Ring, Cache, Gate);

    public static ImmutableArray<BoundBlock> Blocks { get; } =
    [
        .. BlockNames.Select((name, index) => BlockOf(index, name, [.. Identities
            .Where(identity => identity.Name == name)
            .Select(identity => new BoundTokenIdentity(identity.Issuer, ClaimsOf(identity.Claims)))])),
    ];

    public static BoundBlock BlockOf(int index, string name, ImmutableArray<BoundTokenIdentity> tokens) => new()
    {
        Index = index,
        Name = name,
        Client = null,
        Labels = ImmutableSortedDictionary<string, string>.Empty,
        SpiffeIds = [],
        DnsNames = [],
        Tokens = tokens,
    };

    public static BoundIssuer IssuerOf(string name, string issuer, ImmutableArray<TokenAlgorithm> algorithms, string? jwks) => new()
    {
        Name = name,
        Issuer = issuer,
        Audiences = ["registry", "https://registry.test"],
        Algorithms = algorithms,
        Jwks = jwks is null ? default : Encoding.UTF8.GetBytes(jwks),
        JwksUri = jwks is null ? "https://fetched.test/keys" : null,
        DiscoveryBase = null,
        Leeway = TimeSpan.FromSeconds(30),
        MaxStale = TimeSpan.FromHours(1),
        Span = default,
    };

    public static ImmutableSortedDictionary<string, string> ClaimsOf(string claims) =>
        claims.Split(';').Select(claim => claim.Split('=')).ToImmutableSortedDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    public static CredentialProof Prove(
        BearerTokens tokens, IEnumerable<string> authorization, DateTimeOffset? time = null, string target = "/records")
    {
        var request = new RequestText([.. authorization.Select(line => KeyValuePair.Create("authorization", line))])
        {
            Method = "GET",
            Target = target,
            Host = "api",
            RouteBinding = null,
            Time = time ?? Now,
        };
        return tokens.Prove(request.ToRequest());
    }

    public static CredentialProof Prove(BearerTokens tokens, string token, DateTimeOffset? time = null) =>
        Prove(tokens, [$"Bearer {token}"], time);

    /// <summary>A proof in the words of the cases.</summary>
    public static string Say(CredentialProof proof) => proof.Outcome switch
    {
        CredentialOutcome.Rejected => proof.Rejection.Token(),
        CredentialOutcome.Absent => "absent",
        CredentialOutcome.Nameless => "nameless",
        CredentialOutcome.Named => BlockNames[proof.Block],
    };

    public void Dispose() => Cache.Dispose();

    private static BoundPolicySet Policies(ImmutableArray<BoundIssuer> issuers, ImmutableArray<BoundBlock> blocks) =>
        new() { Blocks = blocks, Services = [], Issuers = issuers, Policies = [], Tests = [] };
}
