using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Authz.Policies.Binding;

namespace Authz.Pdp.Tests.Identities;

/// <summary>A small country: six blocks, three security servers, and nobody else.</summary>
internal static class TestBlocks
{
    public const int Web = 0;
    public const int Records = 1;
    public const int Mixed = 2;
    public const int Nameless = 3;
    public const int Accents = 4;
    public const int Keyed = 5;

    public const string Gateway = "spiffe://td/ss/gateway";
    public const string Edge = "spiffe://td/ss/edge";
    public const string Bounded = "spiffe://td/ss/bounded";

    /// <summary>Of <see cref="Keyed"/>, in `x-api-key` or `x-second-key`.</summary>
    public const string KeyedKey = "q3kTq0pXnBfE2hA0";

    /// <summary>Of <see cref="Web"/>, in `x-second-key` alone.</summary>
    public const string WebKey = "7yWzLr0uVbqSgH1d";

    public static BoundPolicySet Policies { get; } = new()
    {
        Blocks =
        [
            WithKeys(
                Block(Web, "web", "EE/GOV/70000001/pop", ["spiffe://td/ns/a/sa/web"], ["web.gov.example", "www.gov.example"]),
                ("x-second-key", WebKey)),
            Block(Records, "records", "DEV/GOV/1002", ["spiffe://td/ns/a/sa/records"], ["records.gov.example"]),
            Block(Mixed, "mixed", null, ["spiffe://td/ns/b/sa/a.b", "spiffe://td/ns/b/sa/second"], []),
            Block(Nameless, "nameless", null, [], []),
            Block(Accents, "accents", "DEV/GOV/a, b/épargne", ["spiffe://td/accents"], []),
            WithKeys(
                Block(Keyed, "keyed", "DEV/GOV/1003/keyed", [], []), ("x-api-key", KeyedKey), ("x-second-key", KeyedKey)),
        ],
        SecurityServers =
        [
            Server(0, "gateway", Gateway, [Web, Records, Accents], isForwardingTrusted: false),
            Server(1, "edge", Edge, [], isForwardingTrusted: true),
            Server(2, "bounded", Bounded, [Records], isForwardingTrusted: true),
        ],
        Services = [],
        Issuers = [],
        Policies = [],
        Tests = [],
    };

    private static BoundSecurityServer Server(
        int index, string name, string spiffeId, ImmutableArray<int> speaksFor, bool isForwardingTrusted) => new()
        {
            Index = index,
            Name = name,
            SpiffeIds = [spiffeId],
            DnsNames = [$"{name}.gov.example"],
            SpeaksFor = speaksFor,
            IsForwardingTrusted = isForwardingTrusted,
        };

    private static BoundBlock WithKeys(BoundBlock block, params (string Header, string Key)[] keys) => new()
    {
        Index = block.Index,
        Name = block.Name,
        Client = block.Client,
        Labels = block.Labels,
        SpiffeIds = block.SpiffeIds,
        DnsNames = block.DnsNames,
        ApiKeys =
        [
            .. keys.Select(key => new BoundApiKey(
                $"{block.Name}-{key.Header}", [.. SHA256.HashData(Encoding.UTF8.GetBytes(key.Key))], key.Header)),
        ],
    };

    private static BoundBlock Block(
        int index, string name, string? client, ImmutableArray<string> spiffeIds, ImmutableArray<string> dnsNames) => new()
        {
            Index = index,
            Name = name,
            Client = client,
            Labels = ImmutableSortedDictionary<string, string>.Empty,
            SpiffeIds = spiffeIds,
            DnsNames = dnsNames,
        };
}
