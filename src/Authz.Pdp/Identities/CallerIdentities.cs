using Authz.Pdp.Identities.Credentials;
using Authz.Pdp.Identities.Signatures;
using Authz.Pdp.Identities.Tokens;
using Authz.Policies.Binding;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;

namespace Authz.Pdp.Identities;

/// <summary>
/// Who may be calling, by one version of the policies. Every proof that came is looked at, the cheap ones first: one that
/// is bad spoils the call, and two that name different blocks name nobody.
/// </summary>
public sealed class CallerIdentities
{
    private readonly PeerIdentities peers;
    private readonly ForwardedCertificates forwarded;
    private readonly ServedClients servedClients;
    private readonly ApiKeys apiKeys;
    private readonly BearerTokens tokens;
    private readonly MessageSignatures signatures;

    public CallerIdentities(
        BoundPolicySet policies, CertificateMode certificateMode, UnknownTokenMode unknownTokens, IdentityMemory memory)
        : this(policies, certificateMode, unknownTokens, memory, CompilationPace.Unbroken)
    {
    }

    /// <param name="pace">Told between the steps, as by a compilation.</param>
    public CallerIdentities(
        BoundPolicySet policies, CertificateMode certificateMode, UnknownTokenMode unknownTokens, IdentityMemory memory, CompilationPace pace)
    {
        var speech = new ServerSpeech(policies);
        pace.Rest();
        peers = new PeerIdentities(policies, certificateMode, memory.Certificates, pace);
        pace.Rest();
        forwarded = new ForwardedCertificates(policies, peers, speech);
        pace.Rest();
        servedClients = new ServedClients(policies, speech);
        pace.Rest();
        apiKeys = new ApiKeys(policies);
        pace.Rest();
        tokens = new BearerTokens(policies, unknownTokens, memory.Keys, memory.Tokens, memory.SignatureChecks);
        pace.Rest();
        signatures = new MessageSignatures(policies, memory.Secrets, memory.Replays);
    }

    public Caller Prove(in AccessRequest request)
    {
        Caller caller = ProveByPeer(in request);
        if (caller.Status != CallerStatus.Rejected)
        {
            caller = With(in caller, apiKeys.Prove(in request), IdentityProofs.ApiKey);
        }

        if (caller.Status != CallerStatus.Rejected)
        {
            caller = With(in caller, tokens.Prove(in request), IdentityProofs.Token);
        }

        // The last one: a signature that is looked at is used up, and must not be by a call that is refused for another proof.
        if (caller.Status != CallerStatus.Rejected)
        {
            caller = With(in caller, signatures.Prove(in request), IdentityProofs.Signature);
        }

        if (caller.Status == CallerStatus.Rejected)
        {
            return caller;
        }

        return servedClients.Agree(request.Headers, in caller)
            ? caller with { IsOutbound = Hop.IsOutbound(in request) }
            : Caller.Rejected(DecisionReason.ClientHeaderMismatch);
    }

    private Caller ProveByPeer(in AccessRequest request)
    {
        PeerProof peer = peers.Prove(in request);
        if (request.ContextExtensions.TryFind("authz.xfcc"u8, out ReadOnlySpan<byte> declared))
        {
            peer = forwarded.Prove(in request, in peer, declared);
        }
        else if (peer.Kind == PeerKind.Server)
        {
            peer = servedClients.ProveByHeader(in request, in peer);
        }

        return peer.Kind switch
        {
            PeerKind.Rejected => Caller.Rejected(peer.Rejection),
            PeerKind.Anonymous => Caller.Anonymous,
            PeerKind.Unknown => Caller.Unknown,
            PeerKind.Block => Caller.Proved(peer.Index, peer.Proofs),

            // A security server is never a caller itself: it was asked above for whom it calls.
            PeerKind.Server => Caller.Rejected(DecisionReason.UnknownCaller),
        };
    }

    /// <summary>The caller with one more credential looked at.</summary>
    private static Caller With(in Caller caller, in CredentialProof credential, IdentityProofs proof)
    {
        switch (credential.Outcome)
        {
            case CredentialOutcome.Rejected:
                return Caller.Rejected(credential.Rejection);
            case CredentialOutcome.Absent:
                return caller;
            case CredentialOutcome.Nameless:
                // Good credentials of an end user: whoever sent them is not asked for credentials again.
                Caller known = caller.Status == CallerStatus.Anonymous ? Caller.Unknown : caller;
                return known with { Claims = credential.Claims ?? caller.Claims };
            case CredentialOutcome.Named:
                if (caller.IsProved && caller.Block != credential.Block)
                {
                    return Caller.Rejected(DecisionReason.IdentityConflict);
                }

                return Caller.Proved(credential.Block, caller.Proofs | proof) with { Claims = credential.Claims ?? caller.Claims };
        }

        return Caller.Rejected(DecisionReason.UnknownCaller);
    }
}
