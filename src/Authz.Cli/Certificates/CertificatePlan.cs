using System.Collections.Immutable;
using System.Net;
using Authz.Policies.Binding;

namespace Authz.Cli.Certificates;

/// <summary>Which certificates a set of policies needs: one for each identity of each block, and one that serves.</summary>
internal static class CertificatePlan
{
    /// <summary>Signs the DNS identities: apart from every trust domain, so that neither can mint the other's.</summary>
    public const string DnsAuthority = "dns";

    public const string ServerName = "localhost";

    private const string SpiffeScheme = "spiffe://";

    public static ImmutableArray<LeafTerms> For(BoundPolicySet policies)
    {
        ImmutableArray<LeafTerms> leaves = [.. policies.Blocks.SelectMany(For), Server()];
        if (policies.Blocks.SelectMany(block => block.SpiffeIds).Any(id => AuthorityOf(id) == DnsAuthority))
        {
            throw new InputException($"a trust domain `{DnsAuthority}` would share its authority with the DNS names");
        }

        return policies.Blocks.Any(block => block.Name == ServerName)
            ? throw new InputException($"a building block `{ServerName}` would share its files with the server certificate")
            : leaves;
    }

    /// <summary>The trust domain that an authority signs for, as a SPIFFE ID; null for that of DNS names.</summary>
    public static string? TrustDomainOf(string authority) =>
        authority == DnsAuthority ? null : SpiffeScheme + authority;

    /// <summary>A block with several identities has several certificates: `name.pem`, `name.2.pem`.</summary>
    private static IEnumerable<LeafTerms> For(BoundBlock block)
    {
        int number = 0;
        string NextFile() => ++number == 1 ? block.Name : $"{block.Name}.{number}";
        foreach (string id in block.SpiffeIds)
        {
            yield return new LeafTerms(
                NextFile(), AuthorityOf(id), block.Name, id, SubjectNames.OfUri(id), ProvesClient: true);
        }

        foreach (string name in block.DnsNames)
        {
            yield return new LeafTerms(
                NextFile(), DnsAuthority, block.Name, name, SubjectNames.OfDns(name), ProvesClient: true);
        }
    }

    /// <summary>The trust domain of a SPIFFE ID.</summary>
    private static string AuthorityOf(string spiffeId) => spiffeId[SpiffeScheme.Length..].Split('/')[0];

    private static LeafTerms Server() => new(
        ServerName,
        DnsAuthority,
        ServerName,
        $"{ServerName}, serves only",
        SubjectNames.OfDns(ServerName, IPAddress.Loopback, IPAddress.IPv6Loopback),
        ProvesClient: false);
}
