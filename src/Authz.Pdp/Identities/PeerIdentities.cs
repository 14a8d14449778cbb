using System.Text;
using Authz.Policies.Binding;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;

namespace Authz.Pdp.Identities;

/// <summary>
/// Who Envoy's peer is, by its certificate, or by the route of a sidecar. Blocks and security servers stand in one index,
/// since no name may be declared for both.
/// </summary>
internal sealed class PeerIdentities
{
    private readonly int blockCount;
    private readonly BlockIndex spiffeIds;
    private readonly BlockIndex dnsNames;
    private readonly BlockIndex blockNames;
    private readonly CertificateMode certificateMode;
    private readonly CertificateCache certificates;

    public PeerIdentities(BoundPolicySet policies, CertificateMode certificateMode, CertificateCache certificates, CompilationPace pace)
    {
        this.certificateMode = certificateMode;
        this.certificates = certificates;
        blockCount = policies.Blocks.Length;
        spiffeIds = new BlockIndex(policies.Blocks
            .SelectMany(block => block.SpiffeIds.Select(id => (id, block.Index)))
            .Concat(policies.SecurityServers.SelectMany(
                server => server.SpiffeIds.Select(id => (id, blockCount + server.Index)))));
        pace.Rest();
        dnsNames = new BlockIndex(policies.Blocks
            .SelectMany(block => block.DnsNames.Select(name => (name.ToLowerInvariant(), block.Index)))
            .Concat(policies.SecurityServers.SelectMany(
                server => server.DnsNames.Select(name => (name.ToLowerInvariant(), blockCount + server.Index)))));
        pace.Rest();
        blockNames = new BlockIndex(policies.Blocks.Select(block => (block.Name, block.Index)));
    }

    public PeerProof Prove(in AccessRequest request)
    {
        PeerProof peer = ProveByCertificate(in request);
        return request.HasCallerBinding ? ProveByRoute(in request, in peer) : peer;
    }

    /// <summary>The block that has this SPIFFE ID, or <see cref="BlockIndex.NoBlock"/>: a security server is none.</summary>
    public int FindBlock(ReadOnlySpan<byte> spiffeId)
    {
        int holder = SpiffeId.IsWellFormed(spiffeId) ? spiffeIds.Find(spiffeId) : BlockIndex.NoBlock;
        return holder < blockCount ? holder : BlockIndex.NoBlock;
    }

    private PeerProof ProveByCertificate(in AccessRequest request)
    {
        if (request.Certificate.IsEmpty)
        {
            return request.Principal.IsEmpty ? PeerProof.Anonymous : ProveByPrincipalAlone(request.Principal);
        }

        PeerCertificate certificate = certificates.Read(request.Certificate);
        return certificate switch
        {
            { IsReadable: false } or { UriNames.Length: > 1 } => PeerProof.Rejected(DecisionReason.BadCertificate),
            { UriNames.Length: 1 } => ProveBySpiffe(certificate.UriNames[0], request.Principal),
            { DnsNames.Length: > 0 } => ProveByDns(certificate, request.Principal),
            _ => PeerProof.Unknown,
        };
    }

    private PeerProof ProveBySpiffe(ReadOnlySpan<byte> id, ReadOnlySpan<byte> principal)
    {
        if (!id.SequenceEqual(principal))
        {
            return PeerProof.Rejected(DecisionReason.IdentityConflict);
        }

        if (Ascii.EqualsIgnoreCase(id[..Math.Min(id.Length, 7)], "spiffe:"u8) && !SpiffeId.IsWellFormed(id))
        {
            return PeerProof.Rejected(DecisionReason.BadCertificate);
        }

        return HolderOf(spiffeIds.Find(id), IdentityProofs.Spiffe);
    }

    private PeerProof ProveByDns(PeerCertificate certificate, ReadOnlySpan<byte> principal)
    {
        bool isNamed = false;
        foreach (byte[] name in certificate.DnsNames)
        {
            isNamed |= principal.SequenceEqual(name);
        }

        if (!isNamed)
        {
            return PeerProof.Rejected(DecisionReason.IdentityConflict);
        }

        int found = BlockIndex.NoBlock;
        foreach (byte[] name in certificate.ComparableDnsNames)
        {
            int holder = dnsNames.Find(name);
            if (holder != BlockIndex.NoBlock && found != BlockIndex.NoBlock && holder != found)
            {
                return PeerProof.Rejected(DecisionReason.IdentityConflict);
            }

            found = holder == BlockIndex.NoBlock ? found : holder;
        }

        return HolderOf(found, IdentityProofs.CertificateDns);
    }

    private PeerProof ProveByPrincipalAlone(ReadOnlySpan<byte> principal)
    {
        if (certificateMode == CertificateMode.Required)
        {
            return PeerProof.Rejected(DecisionReason.CertificateNotSent);
        }

        // Only a URI name can look like this. A DNS name by itself may as well be a URI name without a scheme, which proves
        // nothing: it needs its certificate.
        return HolderOf(
            SpiffeId.IsWellFormed(principal) ? spiffeIds.Find(principal) : BlockIndex.NoBlock, IdentityProofs.Spiffe);
    }

    /// <summary>
    /// `authz.caller` is for a sidecar's own application, which has no certificate and calls from the same machine. It is
    /// a statement of the configuration, never an excuse for a peer that proves something else.
    /// </summary>
    private PeerProof ProveByRoute(in AccessRequest request, in PeerProof byCertificate)
    {
        if (byCertificate.Kind == PeerKind.Rejected)
        {
            return byCertificate;
        }

        int block = blockNames.Find(request.CallerBinding);
        if (block == BlockIndex.NoBlock)
        {
            return PeerProof.Rejected(DecisionReason.UnknownCaller);
        }

        bool isSameBlock = byCertificate.IsBlock(block);
        if (!request.SourceIsLocal || !(isSameBlock || byCertificate.Kind == PeerKind.Anonymous))
        {
            return PeerProof.Rejected(DecisionReason.IdentityConflict);
        }

        return isSameBlock ? byCertificate : PeerProof.Block(block, IdentityProofs.RouteCaller);
    }

    private PeerProof HolderOf(int holder, IdentityProofs proof)
    {
        if (holder == BlockIndex.NoBlock)
        {
            return PeerProof.Unknown;
        }

        return holder < blockCount ? PeerProof.Block(holder, proof) : PeerProof.Server(holder - blockCount, proof);
    }
}
