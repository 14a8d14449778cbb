using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Authz.Pdp.Identities.Credentials;
using Authz.Pdp.Identities.Signatures;
using Authz.Policies.Binding;
using Authz.Policies.Requests;

namespace Authz.Pdp.Tests.Identities.Signatures;

/// <summary>
/// A call that somebody signs, written by the RFC: the base that is signed is written here, and not by what verifies it.
/// </summary>
internal sealed class SignedCall
{
    public const int Block = 0;
    public const int OtherBlock = 1;
    public const string Secret = "a shared secret of some thirty-odd bytes";
    public const string OtherSecret = "another shared secret, of another block!";
    public const long Now = 1_800_000_000;

    private static readonly string[] UsualComponents = ["@method", "@authority", "@path"];

    public SecretRing Secrets { get; init; } = UsualSecrets();

    public ReplayCache Replays { get; init; } = new();

    public string Method { get; init; } = "GET";

    public string Target { get; init; } = "/records/7";

    public string Host { get; init; } = "api.gov.example";

    /// <summary>Beside the signature's own: lines `name: value`.</summary>
    public string[] Headers { get; init; } = [];

    public string[] Components { get; init; } = UsualComponents;

    public string Parameters { get; init; } = $";created={Now};keyid=\"reader-1\"";

    public string Label { get; init; } = "sig1";

    /// <summary>What stands in `signature-input` instead of what is said above; null: that.</summary>
    public string? Input { get; init; }

    /// <summary>What stands in `signature` instead of the true one.</summary>
    public string? Signature { get; init; }

    /// <summary>What is signed instead of what the RFC says.</summary>
    public string? Base { get; init; }

    public string SignedWith { get; init; } = Secret;

    public string? Hop { get; init; }

    public long Time { get; init; } = Now;

    private string Value => $"({string.Join(' ', Components.Select(name => $"\"{name}\""))}){Parameters}";

    public CredentialProof Prove() => Prove(Policies(), Time);

    public CredentialProof Prove(BoundPolicySet policies, long time)
    {
        ImmutableArray<KeyValuePair<string, string>> extensions =
            Hop is null ? [] : [KeyValuePair.Create("authz.hop", Hop)];
        AccessRequest request = new RequestText([.. Lines().Select(line => line.Split(": ", 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1]))])
        {
            Method = Method,
            Target = Target,
            Host = Host,
            RouteBinding = null,
            ContextExtensions = extensions,
            Time = DateTimeOffset.FromUnixTimeSeconds(time),
        }.ToRequest();
        return new MessageSignatures(policies, Secrets, Replays).Prove(in request);
    }

    public static SecretRing UsualSecrets()
    {
        var ring = new SecretRing();
        ring.SlotOf("/secrets/reader").Secret = Encoding.UTF8.GetBytes(Secret);
        ring.SlotOf("/secrets/other").Secret = Encoding.UTF8.GetBytes(OtherSecret);
        return ring;
    }

    public static BoundPolicySet Policies(int maxAgeSeconds = 60, params string[] components) => new()
    {
        Blocks =
        [
            BlockWith(Block, "reader", new BoundSignatureKey("reader-1", "/secrets/reader", TimeSpan.FromSeconds(maxAgeSeconds), [.. components])),
            BlockWith(OtherBlock, "other", new BoundSignatureKey("other-1", "/secrets/other", TimeSpan.FromSeconds(60), [])),
        ],
        Services = [],
        Policies = [],
        Tests = [],
    };

    private IEnumerable<string> Lines()
    {
        foreach (string header in Headers)
        {
            yield return header;
        }

        yield return ":scheme: https";
        yield return $"signature-input: {Input ?? $"{Label}={Value}"}";
        yield return $"signature: {Signature ?? $"{Label}=:{Sign()}:"}";
    }

    private string Sign() => Convert.ToBase64String(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(SignedWith), Encoding.UTF8.GetBytes(Base ?? BaseByTheRfc())));

    private string BaseByTheRfc() =>
        string.Concat(Components.Select(name => $"\"{name}\": {ValueOf(name)}\n")) + $"\"@signature-params\": {Value}";

    private string ValueOf(string component) => component switch
    {
        "@method" => Method,
        "@authority" => Host.ToLowerInvariant(),
        "@path" => Target.Split('?')[0],
        "@query" => Target.Contains('?') ? Target[Target.IndexOf('?')..] : "?",
        "@request-target" => Target,
        "@scheme" => "https",
        "@target-uri" => $"https://{Host.ToLowerInvariant()}{Target}",
        _ => string.Join(", ", Headers
            .Select(line => line.Split(": ", 2))
            .Where(pair => pair[0].Equals(component, StringComparison.OrdinalIgnoreCase))
            .Select(pair => pair[1].Trim(' ', '\t'))),
    };

    private static BoundBlock BlockWith(int index, string name, BoundSignatureKey key) => new()
    {
        Index = index,
        Name = name,
        Client = null,
        Labels = ImmutableSortedDictionary<string, string>.Empty,
        SpiffeIds = [],
        DnsNames = [],
        SignatureKeys = [key],
    };
}
