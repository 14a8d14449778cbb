namespace Authz.Pdp.Identities.Signatures;

/// <summary>What is read of a message signature; beyond it is refused.</summary>
public static class SignatureLimits
{
    /// <summary>Bytes of `signature-input`, and of `signature`.</summary>
    public const int FieldBytesMax = 8 * 1024;

    /// <summary>Signatures of one message, those for somebody else too.</summary>
    public const int SignaturesMax = 8;

    /// <summary>Components that one signature covers.</summary>
    public const int ComponentsMax = 32;

    /// <summary>Bytes of what is signed.</summary>
    public const int BaseBytesMax = 64 * 1024;

    /// <summary>Seconds by which a signer's clock may be ahead.</summary>
    public const int ClockSkewSeconds = 30;

    /// <summary>The longest `maxAge` that a key may have.</summary>
    public const int AgeSecondsMax = 300;
}
