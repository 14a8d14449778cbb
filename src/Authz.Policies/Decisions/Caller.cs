namespace Authz.Policies.Decisions;

/// <summary>Who is calling, and by which proofs.</summary>
public readonly record struct Caller
{
    public CallerStatus Status { get; private init; }

    /// <summary>The block's index in its policy set; meaningful only when <see cref="Status"/> is `Proved`.</summary>
    public int Block { get; private init; }

    public IdentityProofs Proofs { get; private init; }

    /// <summary>Why the credentials are bad; meaningful only when <see cref="Status"/> is `Rejected`.</summary>
    public DecisionReason Rejection { get; private init; }

    /// <summary>Of the verified token that came with the call, whether it names a block or an end user; null: none came.</summary>
    public TokenClaims? Claims { get; init; }

    /// <summary>The route leads to another security server, which hears by a client header who calls.</summary>
    public bool IsOutbound { get; init; }

    public bool IsProved => Status == CallerStatus.Proved;

    public static Caller Anonymous { get; } = new() { Status = CallerStatus.Anonymous };

    public static Caller Unknown { get; } = new() { Status = CallerStatus.Unknown };

    public static Caller Proved(int block, IdentityProofs proofs) =>
        new() { Status = CallerStatus.Proved, Block = block, Proofs = proofs };

    public static Caller Rejected(DecisionReason rejection) =>
        new() { Status = CallerStatus.Rejected, Rejection = rejection };
}
