using System.Text;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;

namespace Authz.Pdp.Identities;

/// <summary>Who may be calling, by one version of the policies: proves a caller from what Envoy says of its peer.</summary>
public sealed class CallerIdentities
{
    private readonly BlockIndex spiffeIds;
    private readonly BlockIndex dnsNames;
    private readonly BlockIndex blockNames;
    private readonly byte[][][] clients;
    private readonly CertificateMode certificateMode;
    private readonly CertificateCache certificates;

    public CallerIdentities(BoundPolicySet policies, CertificateMode certificateMode, CertificateCache certificates)
    {
        this.certificateMode = certificateMode;
        this.certificates = certificates;
        spiffeIds = new BlockIndex(policies.Blocks.SelectMany(block => block.SpiffeIds.Select(id => (id, block.Index))));
        dnsNames = new BlockIndex(policies.Blocks.SelectMany(
            block => block.DnsNames.Select(name => (name.ToLowerInvariant(), block.Index))));
        blockNames = new BlockIndex(policies.Blocks.Select(block => (block.Name, block.Index)));
        clients = [.. policies.Blocks.Select(block => PartsOf(block.Client))];
    }

    public Caller Prove(in AccessRequest request)
    {
        Caller caller = ProveByPeer(in request);
        if (request.HasCallerBinding)
        {
            caller = ProveByRoute(in request, in caller);
        }

        if (caller.Status == CallerStatus.Rejected)
        {
            return caller;
        }

        // Whoever is not a proved block has no name to say, so that any client header is somebody else's.
        ReadOnlySpan<byte[]> client = caller.IsProved ? clients[caller.Block] : [];
        return ClientHeaders.Agree(request.Headers, client)
            ? caller
            : Caller.Rejected(DecisionReason.ClientHeaderMismatch);
    }

    private Caller ProveByPeer(in AccessRequest request)
    {
        if (request.Certificate.IsEmpty)
        {
            return request.Principal.IsEmpty ? Caller.Anonymous : ProveByPrincipalAlone(request.Principal);
        }

        PeerCertificate certificate = certificates.Read(request.Certificate);
        return certificate switch
        {
            { IsReadable: false } or { UriNames.Length: > 1 } => Caller.Rejected(DecisionReason.BadCertificate),
            { UriNames.Length: 1 } => ProveBySpiffe(certificate.UriNames[0], request.Principal),
            { DnsNames.Length: > 0 } => ProveByDns(certificate, request.Principal),
            _ => Caller.Unknown,
        };
    }

    private Caller ProveBySpiffe(ReadOnlySpan<byte> id, ReadOnlySpan<byte> principal)
    {
        if (!id.SequenceEqual(principal))
        {
            return Caller.Rejected(DecisionReason.IdentityConflict);
        }

        if (Ascii.EqualsIgnoreCase(id[..Math.Min(id.Length, 7)], "spiffe:"u8) && !SpiffeId.IsWellFormed(id))
        {
            return Caller.Rejected(DecisionReason.BadCertificate);
        }

        int block = spiffeIds.Find(id);
        return block == BlockIndex.NoBlock ? Caller.Unknown : Caller.Proved(block, IdentityProofs.Spiffe);
    }

    private Caller ProveByDns(PeerCertificate certificate, ReadOnlySpan<byte> principal)
    {
        bool isNamed = false;
        foreach (byte[] name in certificate.DnsNames)
        {
            isNamed |= principal.SequenceEqual(name);
        }

        if (!isNamed)
        {
            return Caller.Rejected(DecisionReason.IdentityConflict);
        }

        int found = BlockIndex.NoBlock;
        foreach (byte[] name in certificate.ComparableDnsNames)
        {
            int block = dnsNames.Find(name);
            if (block != BlockIndex.NoBlock && found != BlockIndex.NoBlock && block != found)
            {
                return Caller.Rejected(DecisionReason.IdentityConflict);
            }

            found = block == BlockIndex.NoBlock ? found : block;
        }

        return found == BlockIndex.NoBlock ? Caller.Unknown : Caller.Proved(found, IdentityProofs.CertificateDns);
    }

    private Caller ProveByPrincipalAlone(ReadOnlySpan<byte> principal)
    {
        if (certificateMode == CertificateMode.Required)
        {
            return Caller.Rejected(DecisionReason.CertificateNotSent);
        }

        // Only a URI name can look like this. A DNS name by itself may as well be a URI name without a scheme, which proves
        // nothing: it needs its certificate.
        int block = SpiffeId.IsWellFormed(principal) ? spiffeIds.Find(principal) : BlockIndex.NoBlock;
        return block == BlockIndex.NoBlock ? Caller.Unknown : Caller.Proved(block, IdentityProofs.Spiffe);
    }

    /// <summary>
    /// `authz.caller` is for a sidecar's own application, which has no certificate and calls from the same machine. It is
    /// a statement of the configuration, never an excuse for a peer that proves something else.
    /// </summary>
    private Caller ProveByRoute(in AccessRequest request, in Caller byPeer)
    {
        if (byPeer.Status == CallerStatus.Rejected)
        {
            return byPeer;
        }

        int block = blockNames.Find(request.CallerBinding);
        if (block == BlockIndex.NoBlock)
        {
            return Caller.Rejected(DecisionReason.UnknownCaller);
        }

        bool isSameBlock = byPeer.IsProved && byPeer.Block == block;
        if (!request.SourceIsLocal || !(isSameBlock || byPeer.Status == CallerStatus.Anonymous))
        {
            return Caller.Rejected(DecisionReason.IdentityConflict);
        }

        return isSameBlock ? byPeer : Caller.Proved(block, IdentityProofs.RouteCaller);
    }

    private static byte[][] PartsOf(string? client) =>
        client is null ? [] : [.. client.Split('/').Select(Encoding.UTF8.GetBytes)];
}
