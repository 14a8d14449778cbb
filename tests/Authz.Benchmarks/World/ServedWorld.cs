using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Authz.Benchmarks.Measuring;
using Authz.Benchmarks.Shapes;
using Authz.Grpc;
using Authz.Pdp;
using Authz.Pdp.Answers;
using Authz.Pdp.Identities;
using Authz.Pdp.Identities.Tokens;
using Authz.Policies.Compilation;
using Authz.Service.Rpc;
using Authz.Store;
using Authz.Testing.Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Authz.Benchmarks.World;

/// <summary>The service without its sockets, over the usual shape, and one block more that can prove itself in every way.</summary>
internal sealed class ServedWorld
{
    public const string ApiKey = "q3kTq0pXnBfE2hA0q3kTq0pXnBfE2hA0";

    private const string SpiffeId = "spiffe://scale.gov/web";
    private const string GatewayId = "spiffe://scale.gov/gateway";
    private const string SecretPath = "/secrets/web.key";
    private const string Secret = "a shared secret of some thirty-odd bytes";

    private static readonly SignedTokens tokens = new();
    private static readonly TestAuthority authority = new("scale");
    private static readonly Dictionary<int, ServedWorld> worlds = [];

    private readonly CheckEndpoint endpoint;
    private readonly GrpcCall call;
    private readonly ReusedBuffer response = new();

    private ServedWorld(int rules)
    {
        PolicyFiles files = UsualShape.Write(ShapeCatalog.Usual, rules).Files;
        files.Add(WorldText.Of(SpiffeId, GatewayId, SecretPath, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(ApiKey)))));
        files.AddFile("keys.json", tokens.Jwks);
        Memory.Secrets.SlotOf(SecretPath).Secret = Encoding.ASCII.GetBytes(Secret);
        var store = new PolicyStore<ServedVersion>(Prepare, new CompilationOptions(), TimeProvider.System, NullLogger<PolicyStore>.Instance);
        store.Offer(files.ToSources());
        if (store.Status.InForce is null || Version is null || Forgetful is null)
        {
            throw new InvalidOperationException(string.Join('\n', store.Status.Refusal?.Diagnostics.Take(5) ?? []));
        }

        ServiceProvider provider = new ServiceCollection().AddLogging().AddMetrics().AddSingleton<DeploymentFaultLog>().BuildServiceProvider();
        endpoint = new CheckEndpoint(
            new CheckHandler(store),
            new DecisionIdGenerator(RandomNumberGenerator.GetBytes(DecisionIdGenerator.SeedLength)),
            provider.GetRequiredService<DeploymentFaultLog>(),
            TimeProvider.System,
            TimeSpan.FromDays(1),
            decisionLog: null,
            NullLogger<CheckEndpoint>.Instance);
        call = new GrpcCall(new DefaultHttpContext(), CheckEndpoint.Method, TimeProvider.System.GetUtcNow(), null);
    }

    public ServedVersion Version { get; private set; }

    public IdentityMemory Memory { get; } = new();

    /// <summary>Proves as the version does, and remembers no token: each one's signature is verified again.</summary>
    public CallerIdentities Forgetful { get; private set; }

    public static CheckMessage BySpiffe { get; } =
        new() { Principal = SpiffeId, Certificate = authority.IssueNamed("web", $"uri:{SpiffeId}").CertificatePem };

    public static CheckMessage ByDns { get; } =
        new() { Principal = "web.scale.gov", Certificate = authority.IssueNamed("web", "dns:web.scale.gov").CertificatePem };

    public static CheckMessage ByForwarded { get; } = new()
    {
        Principal = GatewayId,
        Certificate = authority.IssueNamed("gateway", $"uri:{GatewayId}").CertificatePem,
        Headers = [new("x-forwarded-client-cert", $"Hash=e110743b6e52e5ee376f2d96c5337944e128e1d795054ed34113945cff3ebb25;Subject=\"CN=web,O=gov\";URI={SpiffeId}")],
        Extensions = [new("authz.xfcc", "gateway")],
    };

    public static CheckMessage ByApiKey { get; } = new() { Headers = [new("x-api-key", ApiKey)] };

    /// <summary>The 1.3 KB of the first measurements: merged headers, a bearer token of 300 bytes, no certificate.</summary>
    public static CheckMessage Merged { get; } = new()
    {
        IsMerged = true,
        Principal = SpiffeId,
        Headers = [new("authorization", $"Bearer {new string('x', 300)}"), new("x-forwarded-client-cert", $"By=spiffe://scale.gov/b0;URI={SpiffeId}")],
    };

    /// <summary>Made once for each number of rules.</summary>
    public static ServedWorld Of(int rules)
    {
        if (!worlds.TryGetValue(rules, out ServedWorld? world))
        {
            world = new ServedWorld(rules);
            worlds.Add(rules, world);
        }

        return world;
    }

    public static CheckMessage ByToken(string algorithm) => new()
    {
        Headers = [new("authorization", $"Bearer {tokens.Sign(algorithm, "web", TimeProvider.System.GetUtcNow().AddDays(1))}")],
    };

    /// <summary>Signed now: it is taken for five minutes.</summary>
    public static CheckMessage BySignature(int nonce)
    {
        var message = new CheckMessage();
        long created = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        string input = $"(\"@method\" \"@authority\" \"@path\");created={created};keyid=\"web-1\";nonce=\"n{nonce}\"";
        string signed = $"\"@method\": {message.Method}\n\"@authority\": {message.Host}\n\"@path\": {message.Target}\n\"@signature-params\": {input}";
        string signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Secret), Encoding.ASCII.GetBytes(signed)));
        return message with { Headers = [new("signature-input", $"sig1={input}"), new("signature", $"sig1=:{signature}:")] };
    }

    /// <summary>The whole check, and how long its answer is. It stands in the buffer until the next one.</summary>
    public int Check(ReadOnlySpan<byte> message)
    {
        response.Reset();
        endpoint.Answer(in call, message, response);
        return response.Written.Length;
    }

    public ReadOnlySpan<byte> Answer => response.Written;

    public Contender Checks(byte[] message)
    {
        const int calls = 1_024;
        return new Contender(calls, () =>
        {
            for (int i = 0; i < calls; i++)
            {
                Check(message);
            }
        });
    }

    [MemberNotNull(nameof(Version), nameof(Forgetful))]
    private ServedVersion Prepare(PolicyVersion version)
    {
        Forgetful = new CallerIdentities(version.Policies, CertificateMode.Required, UnknownTokenMode.Passed, new IdentityMemory
        {
            Tokens = new VerifiedTokenCache(VerifiedTokenCache.EntryBytesMin),
        });
        return Version = new ServedVersion(
            version.Tree,
            new CallerIdentities(version.Policies, CertificateMode.Required, UnknownTokenMode.Passed, Memory),
            new CheckAnswers(version.Tree, "1-0123456789ab", new AnswerSettings()));
    }
}
