using System.Collections.Immutable;
using Authz.Policies.Binding;

namespace Authz.Pdp.Tests.Identities;

/// <summary>A small country: five blocks, and nobody else.</summary>
internal static class TestBlocks
{
    public const int Web = 0;
    public const int Records = 1;
    public const int Mixed = 2;
    public const int Nameless = 3;
    public const int Accents = 4;

    public static BoundPolicySet Policies { get; } = new()
    {
        Blocks =
        [
            Block(Web, "web", "EE/GOV/70000001/pop", ["spiffe://td/ns/a/sa/web"], ["web.gov.example", "www.gov.example"]),
            Block(Records, "records", "DEV/GOV/1002", ["spiffe://td/ns/a/sa/records"], ["records.gov.example"]),
            Block(Mixed, "mixed", null, ["spiffe://td/ns/b/sa/a.b", "spiffe://td/ns/b/sa/second"], []),
            Block(Nameless, "nameless", null, [], []),
            Block(Accents, "accents", "DEV/GOV/a, b/épargne", ["spiffe://td/accents"], []),
        ],
        Services = [],
        Issuers = [],
        Policies = [],
        Tests = [],
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
