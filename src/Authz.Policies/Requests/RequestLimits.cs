namespace Authz.Policies.Requests;

public static class RequestLimits
{
    /// <summary>Header lines read of one request; Envoy itself stops at 100 unless told otherwise.</summary>
    public const int HeadersMax = 256;

    /// <summary>Context extensions of one route.</summary>
    public const int ContextExtensionsMax = 64;

    /// <summary>Bytes of a path without its query. A longer one is denied, so that matching has a bound.</summary>
    public const int PathBytesMax = 8192;

    /// <summary>Bytes of a host without its port: the longest DNS name.</summary>
    public const int HostBytesMax = 253;
}
