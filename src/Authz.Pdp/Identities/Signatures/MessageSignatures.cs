using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Authz.Pdp.Identities.Credentials;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;

namespace Authz.Pdp.Identities.Signatures;

/// <summary>
/// HTTP message signatures (RFC 9421) by `hmac-sha256` with a shared secret. A signature whose `keyid` is declared is a
/// credential and passes every check, or the call is refused; others are for somebody else.
/// </summary>
internal sealed class MessageSignatures
{
    private readonly BlockIndex keyIds;
    private readonly ImmutableArray<SignatureKey> keys;
    private readonly ReplayCache replays;

    public MessageSignatures(BoundPolicySet policies, SecretRing secrets, ReplayCache replays)
    {
        this.replays = replays;
        (string KeyId, SignatureKey Key)[] all =
        [
            .. policies.Blocks.SelectMany(block => block.SignatureKeys.Select(key => (key.KeyId, new SignatureKey(
                block.Index,
                secrets.SlotOf(key.SecretFile),
                Math.Min((long)key.MaxAge.TotalSeconds, SignatureLimits.AgeSecondsMax),
                [.. key.Components.Select(Encoding.ASCII.GetBytes)])))),
        ];
        keys = [.. all.Select(pair => pair.Key)];
        keyIds = new BlockIndex(all.Select((pair, index) => (pair.KeyId, index)));
    }

    public CredentialProof Prove(in AccessRequest request)
    {
        int line = keys.IsEmpty ? -1 : request.Headers.IndexOf("signature-input"u8);
        if (line < 0)
        {
            return CredentialProof.Absent;
        }

        ReadOnlySpan<byte> inputs = request.Headers.Value(line);
        if (inputs.Length > SignatureLimits.FieldBytesMax
            || request.Headers.IndexOf("signature-input"u8, line + 1) >= 0
            || !TryFindOurs(inputs, out ReadOnlySpan<byte> label, out SignatureInput input, out int key))
        {
            return CredentialProof.Rejected(DecisionReason.BadSignature);
        }

        return key == BlockIndex.NoBlock
            ? CredentialProof.Absent
            : Verify(in request, label, in input, keys[key]);
    }

    /// <summary>False: it cannot be read, or more than one signature claims to be ours.</summary>
    private bool TryFindOurs(
        ReadOnlySpan<byte> inputs, out ReadOnlySpan<byte> label, out SignatureInput input, out int key)
    {
        label = default;
        input = default;
        key = BlockIndex.NoBlock;
        int count = 0;
        var members = new SignatureDictionary(inputs, isOfLists: true);
        while (members.MoveNext())
        {
            if (++count > SignatureLimits.SignaturesMax || !SignatureInput.TryRead(members.Value, out SignatureInput next))
            {
                return false;
            }

            int found = keyIds.Find(next.KeyId);
            if (found != BlockIndex.NoBlock)
            {
                if (key != BlockIndex.NoBlock)
                {
                    return false;
                }

                key = found;
                label = members.Label;
                input = next;
            }
        }

        return !members.IsBroken && (key == BlockIndex.NoBlock || IsOnlyOne(inputs, label));
    }

    /// <summary>Of two members with one label the RFC's readers take the last: no two may differ over which one was verified.</summary>
    private static bool IsOnlyOne(ReadOnlySpan<byte> inputs, ReadOnlySpan<byte> label)
    {
        int count = 0;
        var members = new SignatureDictionary(inputs, isOfLists: true);
        while (members.MoveNext())
        {
            count += members.Label.SequenceEqual(label) ? 1 : 0;
        }

        return count == 1;
    }

    private CredentialProof Verify(
        in AccessRequest request, ReadOnlySpan<byte> label, in SignatureInput input, SignatureKey key)
    {
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        bool isHmac = input.Algorithm.IsEmpty || input.Algorithm.SequenceEqual("hmac-sha256"u8);
        if (!isHmac
            || key.Secret.Secret is not { } secret
            || !IsTimely(in input, key, request.Time.ToUnixTimeSeconds())
            || !CoversFields(in input, key)
            || !TryFindSignature(request.Headers, label, signature)
            || !IsSigned(in request, in input, secret, signature))
        {
            return CredentialProof.Rejected(DecisionReason.BadSignature);
        }

        // A call passes the security servers of both sides, and each asks once.
        return replays.Note(signature, Hop.IsOutbound(in request), input.Created) switch
        {
            ReplayVerdict.First => CredentialProof.Named(key.Block),
            ReplayVerdict.Seen => CredentialProof.Rejected(DecisionReason.SignatureReplayed),
            ReplayVerdict.Full => CredentialProof.Rejected(DecisionReason.ReplayCacheFull),
        };
    }

    private static bool IsTimely(in SignatureInput input, SignatureKey key, long now) =>
        input.Created != SignatureInput.NoTime
        && input.Created <= now + SignatureLimits.ClockSkewSeconds
        && input.Created >= now - key.AgeSecondsMax
        && (input.Expires == SignatureInput.NoTime || now < input.Expires);

    private static bool CoversFields(in SignatureInput input, SignatureKey key)
    {
        foreach (byte[] field in key.Fields)
        {
            if (!SignatureComponents.Name(input.Components, field))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryFindSignature(HeaderList headers, ReadOnlySpan<byte> label, Span<byte> signature)
    {
        int line = headers.IndexOf("signature"u8);
        if (line < 0 || headers.Value(line).Length > SignatureLimits.FieldBytesMax || headers.IndexOf("signature"u8, line + 1) >= 0)
        {
            return false;
        }

        int count = 0;
        bool isFound = false;
        var members = new SignatureDictionary(headers.Value(line), isOfLists: false);
        while (members.MoveNext())
        {
            if (++count > SignatureLimits.SignaturesMax)
            {
                return false;
            }

            if (members.Label.SequenceEqual(label))
            {
                // A label that comes twice is read in two ways by two readers.
                if (isFound || !TryDecode(members.Value, signature))
                {
                    return false;
                }

                isFound = true;
            }
        }

        return isFound && !members.IsBroken;
    }

    private static bool TryDecode(ReadOnlySpan<byte> value, Span<byte> signature)
    {
        bool isPlain = value.Length > 2 && value[^1] == ':';
        return isPlain
            && Base64.DecodeFromUtf8(value[1..^1], signature, out int consumed, out int written) == OperationStatus.Done
            && consumed == value.Length - 2
            && written == signature.Length;
    }

    private static bool IsSigned(
        in AccessRequest request, in SignatureInput input, byte[] secret, ReadOnlySpan<byte> signature)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(SignatureLimits.BaseBytesMax);
        var text = new SignatureBase(rented.AsSpan(0, SignatureLimits.BaseBytesMax));
        bool isWritten = text.TryWrite(in request, in input) && text.CoversRequest(in request);
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (isWritten)
        {
            HMACSHA256.HashData(secret, text.Bytes, expected);
        }

        ArrayPool<byte>.Shared.Return(rented);
        return isWritten && CryptographicOperations.FixedTimeEquals(expected, signature);
    }
}
