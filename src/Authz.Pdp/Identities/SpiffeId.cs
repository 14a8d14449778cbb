using System.Buffers;

namespace Authz.Pdp.Identities;

/// <summary>The form of a SPIFFE ID, as the SPIFFE-ID standard has it, in lower-case scheme and trust domain only.</summary>
public static class SpiffeId
{
    /// <summary>SPIFFE-ID section 2.3.</summary>
    public const int BytesMax = 2048;

    /// <summary>SPIFFE-ID section 2.3: of the trust domain's name.</summary>
    public const int TrustDomainBytesMax = 255;

    private static readonly SearchValues<byte> TrustDomainBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-"u8);

    private static readonly SearchValues<byte> SegmentBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"u8);

    private static ReadOnlySpan<byte> Scheme => "spiffe://"u8;

    public static bool IsWellFormed(ReadOnlySpan<byte> id)
    {
        if (id.Length > BytesMax || !id.StartsWith(Scheme))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = id[Scheme.Length..];
        int slash = rest.IndexOf((byte)'/');
        ReadOnlySpan<byte> trustDomain = slash < 0 ? rest : rest[..slash];
        if (trustDomain.IsEmpty
            || trustDomain.Length > TrustDomainBytesMax
            || trustDomain.ContainsAnyExcept(TrustDomainBytes))
        {
            return false;
        }

        return slash < 0 || HasPlainSegments(rest[(slash + 1)..]);
    }

    private static bool HasPlainSegments(ReadOnlySpan<byte> path)
    {
        foreach (Range range in path.Split((byte)'/'))
        {
            ReadOnlySpan<byte> segment = path[range];
            bool isDots = segment.SequenceEqual("."u8) || segment.SequenceEqual(".."u8);
            if (segment.IsEmpty || isDots || segment.ContainsAnyExcept(SegmentBytes))
            {
                return false;
            }
        }

        return true;
    }
}
