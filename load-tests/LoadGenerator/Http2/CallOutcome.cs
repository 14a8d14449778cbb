namespace Authz.LoadGenerator.Http2;

/// <summary>How a call ended.</summary>
public enum CallOutcome : byte
{
    /// <summary>An answer came, right or wrong.</summary>
    Answered,

    /// <summary>The call ended with another status than OK, of HTTP or of gRPC.</summary>
    Failed,

    /// <summary>The server reset the stream.</summary>
    Reset,

    /// <summary>The connection ended before the answer came.</summary>
    Lost,

    /// <summary>It was waited for as long as `--timeout` says.</summary>
    TimedOut,

    /// <summary>By its GOAWAY the server says that it did not look at it: it is sent again, on another connection.</summary>
    Unprocessed,
}
