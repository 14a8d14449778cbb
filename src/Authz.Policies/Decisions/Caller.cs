namespace Authz.Policies.Decisions;

/// <summary>Who is calling, and by which proof.</summary>
public readonly record struct Caller
{
    public CallerStatus Status { get; private init; }

    /// <summary>The block's index in its policy set; meaningful only when <see cref="Status"/> is `Proved`.</summary>
    public int Block { get; private init; }

    public IdentityProof Proof { get; private init; }

    /// <summary>Why the credentials are bad; meaningful only when <see cref="Status"/> is `Rejected`.</summary>
    public DecisionReason Rejection { get; private init; }

    public bool IsProved => Status == CallerStatus.Proved;

    public static Caller Anonymous { get; } = new() { Status = CallerStatus.Anonymous };

    public static Caller Unknown { get; } = new() { Status = CallerStatus.Unknown };

    public static Caller Proved(int block, IdentityProof proof) =>
        new() { Status = CallerStatus.Proved, Block = block, Proof = proof };

    public static Caller Rejected(DecisionReason rejection) =>
        new() { Status = CallerStatus.Rejected, Rejection = rejection };
}
