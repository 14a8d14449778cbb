using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;

namespace Authz.Pdp.Identities.Credentials;

/// <summary>Keys in headers, by their digests: what is declared, and so what could leak from here, is no key.</summary>
internal sealed class ApiKeys
{
    /// <summary>A longer value is no key, and is not hashed.</summary>
    public const int KeyBytesMax = 4096;

    private readonly ApiKeyHeader[] headers;

    public ApiKeys(BoundPolicySet policies) =>
        headers =
        [
            .. policies.Blocks
                .SelectMany(block => block.ApiKeys.Select(key => (key.Header, key.Digest, block.Index)))
                .GroupBy(key => key.Header, StringComparer.Ordinal)
                .OrderBy(keys => keys.Key, StringComparer.Ordinal)
                .Select(keys => new ApiKeyHeader(keys.Key, keys.Select(key => (key.Digest, key.Index)))),
        ];

    /// <summary>Two headers with keys of two blocks name nobody.</summary>
    public CredentialProof Prove(in AccessRequest request)
    {
        CredentialProof proof = CredentialProof.Absent;
        foreach (ApiKeyHeader header in headers)
        {
            CredentialProof next = header.Prove(request.Headers);
            if (next.Outcome == CredentialOutcome.Rejected)
            {
                return next;
            }

            if (next.Outcome == CredentialOutcome.Named)
            {
                if (proof.Outcome == CredentialOutcome.Named && proof.Block != next.Block)
                {
                    return CredentialProof.Rejected(DecisionReason.IdentityConflict);
                }

                proof = next;
            }
        }

        return proof;
    }
}
