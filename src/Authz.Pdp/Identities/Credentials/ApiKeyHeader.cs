using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;

namespace Authz.Pdp.Identities.Credentials;

/// <summary>The keys that one header may carry.</summary>
internal sealed class ApiKeyHeader
{
    private readonly byte[] name;
    private readonly byte[][] digests;
    private readonly int[] blocks;

    public ApiKeyHeader(string name, IEnumerable<(ImmutableArray<byte> Digest, int Block)> keys)
    {
        this.name = Encoding.ASCII.GetBytes(name);
        (ImmutableArray<byte> Digest, int Block)[] all = [.. keys.OrderBy(key => Convert.ToHexString(key.Digest.AsSpan()), StringComparer.Ordinal)];
        digests = [.. all.Select(key => key.Digest.ToArray())];
        blocks = [.. all.Select(key => key.Block)];
    }

    public CredentialProof Prove(HeaderList headers)
    {
        int line = headers.IndexOf(name);
        if (line < 0)
        {
            return CredentialProof.Absent;
        }

        ReadOnlySpan<byte> key = headers.Value(line);
        if (key.IsEmpty || key.Length > ApiKeys.KeyBytesMax || headers.IndexOf(name, line + 1) >= 0)
        {
            return CredentialProof.Rejected(DecisionReason.BadApiKey);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key, digest);
        int found = Find(digest);
        return found < 0 ? CredentialProof.Rejected(DecisionReason.BadApiKey) : CredentialProof.Named(blocks[found]);
    }

    /// <summary>
    /// The search goes by bytes that nobody can choose without knowing the key; what it finds is compared in a time that
    /// does not tell where the two differ.
    /// </summary>
    private int Find(ReadOnlySpan<byte> digest)
    {
        int low = 0;
        int high = digests.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (digests[middle].AsSpan().SequenceCompareTo(digest) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low < digests.Length && CryptographicOperations.FixedTimeEquals(digests[low], digest) ? low : -1;
    }
}
