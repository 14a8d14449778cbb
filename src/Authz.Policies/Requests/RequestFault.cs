namespace Authz.Policies.Requests;

/// <summary>Why a request could not be read. Anything but `None` denies before any rule.</summary>
public enum RequestFault : byte
{
    None = 0,

    /// <summary>The message breaks the wire format, or says twice what may be said once.</summary>
    Malformed = 1,

    /// <summary>More header lines than <see cref="RequestLimits.HeadersMax"/>.</summary>
    TooManyHeaders = 2,
}
