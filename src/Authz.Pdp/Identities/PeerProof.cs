using Authz.Policies.Decisions;

namespace Authz.Pdp.Identities;

/// <summary>Who is at the other end of Envoy's connection.</summary>
internal readonly record struct PeerProof
{
    public PeerKind Kind { get; private init; }

    /// <summary>Of the block or of the security server, in its policy set.</summary>
    public int Index { get; private init; }

    public IdentityProofs Proofs { get; private init; }

    /// <summary>Meaningful only when <see cref="Kind"/> is `Rejected`.</summary>
    public DecisionReason Rejection { get; private init; }

    public static PeerProof Anonymous { get; } = new() { Kind = PeerKind.Anonymous };

    public static PeerProof Unknown { get; } = new() { Kind = PeerKind.Unknown };

    public static PeerProof Block(int block, IdentityProofs proofs) =>
        new() { Kind = PeerKind.Block, Index = block, Proofs = proofs };

    public static PeerProof Server(int server, IdentityProofs proofs) =>
        new() { Kind = PeerKind.Server, Index = server, Proofs = proofs };

    public static PeerProof Rejected(DecisionReason rejection) =>
        new() { Kind = PeerKind.Rejected, Rejection = rejection };

    public bool IsBlock(int block) => Kind == PeerKind.Block && Index == block;

    public bool IsServer(int server) => Kind == PeerKind.Server && Index == server;
}
