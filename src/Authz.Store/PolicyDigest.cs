namespace Authz.Store;

/// <summary>The identity of a version: the SHA-256 of its <see cref="PolicyManifest"/>, in lower-case hex.</summary>
public sealed record PolicyDigest
{
    /// <summary>How many digits a log line or a person needs to tell versions apart.</summary>
    public const int ShortLength = 12;

    internal PolicyDigest(string hex) => Hex = hex;

    public string Hex { get; }

    public string ShortHex => Hex[..ShortLength];

    public override string ToString() => Hex;
}
