using System.Collections.Immutable;

namespace Authz.Pdp.Identities;

/// <summary>What of a certificate names its holder: its subject alternative names, as bytes.</summary>
internal sealed class PeerCertificate
{
    /// <summary>A certificate that could not be read, and so proves nothing at all.</summary>
    public static PeerCertificate Unreadable { get; } = new() { IsReadable = false, UriNames = [], DnsNames = [] };

    public required bool IsReadable { get; init; }

    public required ImmutableArray<byte[]> UriNames { get; init; }

    public required ImmutableArray<byte[]> DnsNames { get; init; }

    /// <summary>The DNS names that can name a block: without wildcards, in lower case.</summary>
    public ImmutableArray<byte[]> ComparableDnsNames { get; init; } = [];

    /// <summary>Roughly what it occupies, for the bound of the cache.</summary>
    public int Bytes =>
        UriNames.Sum(name => name.Length) + DnsNames.Sum(name => name.Length) + ComparableDnsNames.Sum(name => name.Length);
}
