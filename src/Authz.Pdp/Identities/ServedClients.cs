using System.Runtime.CompilerServices;
using System.Text;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;

namespace Authz.Pdp.Identities;

/// <summary>
/// Whom a client header names: of a security server that calls for others it is the proof, of everybody else it must
/// agree with what was proved.
/// </summary>
internal sealed class ServedClients
{
    private readonly ServerSpeech speech;
    private readonly byte[][] clients;
    private readonly BlockIndex blocks;

    public ServedClients(BoundPolicySet policies, ServerSpeech speech)
    {
        this.speech = speech;
        clients = [.. policies.Blocks.Select(block => Encoding.UTF8.GetBytes(block.Client ?? ""))];
        blocks = new BlockIndex(policies.Blocks
            .Where(block => block.Client is not null)
            .Select(block => (block.Client ?? "", block.Index)));
    }

    /// <summary>The block for which a proved security server calls. Headers that contradict each other are for <see cref="Agree"/>.</summary>
    [SkipLocalsInit]
    public PeerProof ProveByHeader(in AccessRequest request, in PeerProof server)
    {
        if (!ClientHeaders.TryFind(request.Headers, out ReadOnlySpan<byte> value))
        {
            return PeerProof.Rejected(DecisionReason.ClientHeaderMissing);
        }

        Span<byte> plain = stackalloc byte[ClientHeaders.ValueBytesMax];
        int block = ClientHeaders.TryDecode(value, plain, out int length) ? blocks.Find(plain[..length]) : BlockIndex.NoBlock;
        return block != BlockIndex.NoBlock && speech.MaySpeak(server.Index, block)
            ? PeerProof.Block(block, server.Proofs | IdentityProofs.ClientHeader)
            : PeerProof.Rejected(DecisionReason.ClientHeaderMismatch);
    }

    /// <summary>Whoever is not a proved block has no name to say, so that any client header is somebody else's.</summary>
    public bool Agree(HeaderList headers, in Caller caller) =>
        ClientHeaders.Agree(headers, caller.IsProved ? clients[caller.Block] : []);
}
