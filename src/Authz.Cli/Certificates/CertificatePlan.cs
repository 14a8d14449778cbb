using System.Collections.Immutable;
using System.Net;
using Authz.Policies.Binding;

namespace Authz.Cli.Certificates;

/// <summary>
/// Which certificates a set of policies needs: one for each name of each block and of each security server, and one that
/// serves.
/// </summary>
internal static class CertificatePlan
{
    /// <summary>Signs the DNS identities: apart from every trust domain, so that neither can mint the other's.</summary>
    public const string DnsAuthority = "dns";

    public const string ServerName = "localhost";

    private const string SpiffeScheme = "spiffe://";

    public static ImmutableArray<LeafTerms> For(BoundPolicySet policies)
    {
        ImmutableArray<LeafTerms> leaves =
        [
            .. policies.Blocks.SelectMany(block => For(block.Name, block.Name, block.SpiffeIds, block.DnsNames)),
            .. policies.SecurityServers.SelectMany(server =>
                For($"{CertificateFolder.ServerFolder}/{server.Name}", server.Name, server.SpiffeIds, server.DnsNames)),
            Server(),
        ];
        IEnumerable<string> spiffeIds = policies.Blocks.SelectMany(block => block.SpiffeIds)
            .Concat(policies.SecurityServers.SelectMany(server => server.SpiffeIds));
        if (spiffeIds.Any(id => AuthorityOf(id) == DnsAuthority))
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

    /// <summary>Who has several names has several certificates: `name.pem`, `name.2.pem`.</summary>
    private static IEnumerable<LeafTerms> For(
        string file, string owner, ImmutableArray<string> spiffeIds, ImmutableArray<string> dnsNames)
    {
        int number = 0;
        string NextFile() => ++number == 1 ? file : $"{file}.{number}";
        foreach (string id in spiffeIds)
        {
            yield return new LeafTerms(NextFile(), AuthorityOf(id), owner, id, SubjectNames.OfUri(id), ProvesClient: true);
        }

        foreach (string name in dnsNames)
        {
            yield return new LeafTerms(NextFile(), DnsAuthority, owner, name, SubjectNames.OfDns(name), ProvesClient: true);
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
