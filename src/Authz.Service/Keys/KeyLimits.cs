namespace Authz.Service.Keys;

/// <summary>How keys are fetched: how long, how much, how often.</summary>
public static class KeyLimits
{
    /// <summary>Bytes of a JWK set; the same as of a key file.</summary>
    public const int JwksBytesMax = 256 * 1024;

    /// <summary>Bytes of an issuer's metadata.</summary>
    public const int MetadataBytesMax = 64 * 1024;

    /// <summary>For one request, from the connection to the last byte.</summary>
    public static readonly TimeSpan RequestTimeMax = TimeSpan.FromSeconds(10);

    /// <summary>After a fetch that went well, unless the answer says how long it may be kept.</summary>
    public static readonly TimeSpan RefreshDefault = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan RefreshMin = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan RefreshMax = TimeSpan.FromHours(1);

    /// <summary>After a fetch that failed; twice as long after each that follows.</summary>
    public static readonly TimeSpan RetryMin = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan RetryMax = TimeSpan.FromMinutes(5);

    /// <summary>Between two fetches that tokens with a new key id ask for: whoever makes such tokens up gets no more.</summary>
    public static readonly TimeSpan AskedMin = TimeSpan.FromSeconds(30);
}
