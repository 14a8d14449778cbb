using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;

namespace Authz.Pdp.Identities;

/// <summary>
/// The callers whose certificates a security server has verified, by the `x-forwarded-client-cert` that it writes. It is
/// looked at only where the route declares such a server (`authz.xfcc`), and only that server is believed there.
/// </summary>
internal sealed class ForwardedCertificates
{
    private readonly PeerIdentities peers;
    private readonly BlockIndex trustedServers;
    private readonly ServerSpeech speech;

    public ForwardedCertificates(BoundPolicySet policies, PeerIdentities peers, ServerSpeech speech)
    {
        this.peers = peers;
        this.speech = speech;
        trustedServers = new BlockIndex(policies.SecurityServers
            .Where(server => server.IsForwardingTrusted)
            .Select(server => (server.Name, server.Index)));
    }

    /// <param name="declared">The security server that the route names.</param>
    public PeerProof Prove(in AccessRequest request, in PeerProof peer, ReadOnlySpan<byte> declared)
    {
        if (peer.Kind == PeerKind.Rejected)
        {
            return peer;
        }

        int server = trustedServers.Find(declared);
        if (server == BlockIndex.NoBlock
            || !peer.IsServer(server)
            || !TryFindOnlyLine(request.Headers, out ReadOnlySpan<byte> line)
            || !ForwardedCertificate.TryReadLast(line, out ReadOnlySpan<byte> uri))
        {
            return PeerProof.Rejected(DecisionReason.BadForwardedCertificate);
        }

        int block = peers.FindBlock(uri);
        if (block == BlockIndex.NoBlock)
        {
            return PeerProof.Unknown;
        }

        return speech.MayForward(server, block)
            ? PeerProof.Block(block, peer.Proofs | IdentityProofs.ForwardedCertificate)
            : PeerProof.Rejected(DecisionReason.BadForwardedCertificate);
    }

    /// <summary>Envoy keeps this header in one line: a second one was written by something else.</summary>
    private static bool TryFindOnlyLine(HeaderList headers, out ReadOnlySpan<byte> line)
    {
        int at = headers.IndexOf(Name);
        line = at < 0 ? default : headers.Value(at);
        return at >= 0 && headers.IndexOf(Name, at + 1) < 0;
    }

    private static ReadOnlySpan<byte> Name => "x-forwarded-client-cert"u8;
}
