using Authz.Policies.Decisions;

namespace Authz.Pdp.Identities.Credentials;

/// <summary>What one kind of credential says of the caller.</summary>
internal readonly record struct CredentialProof
{
    public CredentialOutcome Outcome { get; private init; }

    /// <summary>Meaningful only when <see cref="Outcome"/> is `Named`.</summary>
    public int Block { get; private init; }

    /// <summary>Meaningful only when <see cref="Outcome"/> is `Rejected`.</summary>
    public DecisionReason Rejection { get; private init; }

    /// <summary>Of a token that was verified.</summary>
    public TokenClaims? Claims { get; private init; }

    public static CredentialProof Absent { get; } = new() { Outcome = CredentialOutcome.Absent };

    public static CredentialProof Nameless(TokenClaims? claims = null) =>
        new() { Outcome = CredentialOutcome.Nameless, Claims = claims };

    public static CredentialProof Named(int block, TokenClaims? claims = null) =>
        new() { Outcome = CredentialOutcome.Named, Block = block, Claims = claims };

    public static CredentialProof Rejected(DecisionReason rejection) =>
        new() { Outcome = CredentialOutcome.Rejected, Rejection = rejection };
}
