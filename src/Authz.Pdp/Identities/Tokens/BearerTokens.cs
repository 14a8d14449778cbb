using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Authz.Pdp.Identities.Credentials;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>
/// Proves callers by bearer tokens, under one version of the policies. A token of a declared issuer passes every check or
/// spoils the call. Only that its signature was good is remembered; times and keys are looked at in each check, and all
/// else once a version.
/// </summary>
internal sealed class BearerTokens
{
    private static readonly CredentialProof Bad = CredentialProof.Rejected(DecisionReason.BadToken);

    private readonly object version = new();
    private readonly ImmutableArray<TokenIssuer> issuers;
    private readonly CredentialProof unknown;
    private readonly VerifiedTokenCache cache;
    private readonly SignatureGate gate;

    /// <param name="ring">Keys that are fetched. Keys of files are in the set.</param>
    public BearerTokens(
        BoundPolicySet policies, UnknownTokenMode unknownTokens, TokenKeyRing ring, VerifiedTokenCache cache, SignatureGate gate)
    {
        this.cache = cache;
        this.gate = gate;
        issuers = [.. policies.Issuers.Select((_, index) => new TokenIssuer(policies, index, ring))];
        unknown = unknownTokens switch
        {
            UnknownTokenMode.Refused => CredentialProof.Rejected(DecisionReason.UnknownToken),
            UnknownTokenMode.Passed => CredentialProof.Absent,
        };
    }

    public CredentialProof Prove(in AccessRequest request)
    {
        switch (AuthorizationHeader.Read(request.Headers, out ReadOnlySpan<byte> token))
        {
            case AuthorizationForm.Malformed:
                return Bad;
            case AuthorizationForm.Absent:
                return CredentialProof.Absent;
            case AuthorizationForm.Other:
                return unknown;
            case AuthorizationForm.Bearer:
                break;
        }

        if (QueryToken.IsIn(request.Target))
        {
            return Bad;
        }

        if (issuers.IsEmpty)
        {
            return unknown;
        }

        if (token.Length > TokenLimits.TokenBytesMax)
        {
            return Bad;
        }

        // Before it is looked up: the digest of a token costs more than all else that is done for such a caller.
        if (TokenText.IsOpaque(token))
        {
            return unknown;
        }

        VerifiedToken? known = cache.Find(token, request.Time);
        return known is not null && TryProve(known, request.Time, out CredentialProof proof)
            ? proof
            : ProveUnseen(token, known, request.Time);
    }

    /// <summary>False: it has to be read again, for this version or with other keys.</summary>
    private bool TryProve(VerifiedToken known, DateTimeOffset time, out CredentialProof proof)
    {
        proof = Bad;
        TokenVerdict verdict = known.Verdict;
        if (!ReferenceEquals(verdict.Version, version))
        {
            return false;
        }

        TokenIssuer issuer = issuers[verdict.Issuer];
        if (!verdict.Times.IsValidAt(time, issuer.Declared.Leeway))
        {
            return true;
        }

        if (issuer.KeysAt(time) is not { } keys)
        {
            proof = CredentialProof.Rejected(DecisionReason.TokenKeysUnavailable);
            return true;
        }

        proof = verdict.Proof;
        return known.IsBy(issuer.Declared.Issuer, keys);
    }

    [SkipLocalsInit]
    private CredentialProof ProveUnseen(ReadOnlySpan<byte> token, VerifiedToken? known, DateTimeOffset time)
    {
        Span<byte> room = stackalloc byte[TokenLimits.TokenBytesMax];
        Span<byte> scratch = stackalloc byte[TokenLimits.TokenBytesMax];
        switch (TokenText.Read(token, room, out TokenText text))
        {
            case TokenForm.Refused:
                return Bad;
            case TokenForm.Opaque:
                return unknown;
            case TokenForm.Signed:
                break;
        }

        if (!TokenPayload.TryRead(text.Payload, scratch, out TokenPayload payload))
        {
            return Bad;
        }

        if (!payload.Issuer.IsPresent)
        {
            return unknown;
        }

        // An issuer that is no text might be anybody to somebody.
        int index = payload.Issuer.IsText ? IndexOf(payload.IssuerText) : BlockIndex.NoBlock;
        if (index == BlockIndex.NoBlock)
        {
            return payload.Issuer.IsText ? unknown : Bad;
        }

        TokenIssuer issuer = issuers[index];
        bool isGood = payload.TryReadTimes(out TokenTimes times)
            && times.IsValidAt(time, issuer.Declared.Leeway)
            && !payload.IsBound
            && payload.IsSubjectRight
            && payload.IsFor(issuer);
        if (!isGood || !TokenHeader.TryRead(text.Header, scratch, out TokenHeader header) || !issuer.Takes(header.Algorithm))
        {
            return Bad;
        }

        if (issuer.KeysAt(time) is not { } keys)
        {
            return CredentialProof.Rejected(DecisionReason.TokenKeysUnavailable);
        }

        bool isKnown = known is not null && known.IsBy(issuer.Declared.Issuer, keys);
        DecisionReason fault = isKnown ? DecisionReason.None : FaultOfSignature(token, issuer, header, keys);
        return fault == DecisionReason.None
            ? Remember(token, isKnown ? known : null, index, keys, times, text.Payload.ToArray())
            : CredentialProof.Rejected(fault);
    }

    /// <param name="known">Null: its signature was not known to be good before.</param>
    private CredentialProof Remember(
        ReadOnlySpan<byte> token, VerifiedToken? known, int index, TokenKeySet keys, TokenTimes times, byte[] payload)
    {
        TokenIssuer issuer = issuers[index];
        CredentialProof proof = issuer.Blocks.Find(payload, new TokenClaims(index, payload));
        var verdict = new TokenVerdict(version, index, times, proof);
        if (known is not null)
        {
            known.Verdict = verdict;
            return proof;
        }

        var verified = new VerifiedToken(issuer.Declared.Issuer, keys.Generation, verdict);
        cache.Add(token, verified, payload.Length, times.ExpiresAt(issuer.Declared.Leeway));
        return proof;
    }

    private int IndexOf(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < issuers.Length; i++)
        {
            if (issuers[i].IsNamed(name))
            {
                return i;
            }
        }

        return BlockIndex.NoBlock;
    }

    /// <summary>None where it is good.</summary>
    private DecisionReason FaultOfSignature(ReadOnlySpan<byte> token, TokenIssuer issuer, TokenHeader header, TokenKeySet keys)
    {
        ImmutableArray<TokenKey> candidates = keys.Candidates(header.Algorithm, header.KeyId);
        if (candidates.IsEmpty)
        {
            issuer.AskForKeys();
            return DecisionReason.BadToken;
        }

        if (!gate.TryEnter())
        {
            return DecisionReason.Overloaded;
        }

        try
        {
            return SignatureCheck.IsSigned(token, issuer.Declared, header.Algorithm, candidates)
                ? DecisionReason.None
                : DecisionReason.BadToken;
        }
        finally
        {
            gate.Leave();
        }
    }
}
