namespace Authz.Grpc.Limits;

/// <summary>
/// What one server takes from all its clients together, so that those who flood it, or stop half-way, cost memory that is known
/// beforehand and nobody else's calls. What only protocol and field facts decide is a constant; what a deployment may want otherwise
/// is a property.
/// </summary>
public sealed record GrpcLimits
{
    /// <summary>
    /// Names and values of a call together. gRPC's own core refuses 16 KiB of metadata and grpc-java 8 KiB, so no client relies
    /// on more.
    /// </summary>
    public const int HeaderBytesMax = 16 * 1024;

    public const int HeaderCountMax = 64;

    /// <summary>RFC 7541's own default. What a client repeats is sent once; a larger table would be memory for nothing.</summary>
    public const int HeaderTableBytes = 4096;

    /// <summary>RFC 9113's least, so that a client's calls take turns on the wire.</summary>
    public const int FrameBytesMax = 16 * 1024;

    /// <summary>
    /// What a connection may send before any of it was looked at. It bounds what waits for a processor; what was looked at and is
    /// not whole counts against <see cref="ArrivingBytesMax"/>.
    /// </summary>
    public const int ConnectionWindowBytes = 256 * 1024;

    public const int StreamWindowBytes = 128 * 1024;

    /// <summary>Connections that the kernel holds for us, until we accept them: a whole fleet that comes back at once.</summary>
    public const int BacklogMax = 1024;

    public int ConnectionsMax { get; init; } = 4096;

    /// <summary>
    /// Calls under way on a connection. The bundled Envoy configurations let 1,024 checks of a cluster wait at a time, so that one
    /// connection holds what an Envoy ever asks; an Envoy that asks more opens another connection.
    /// </summary>
    public int StreamsPerConnectionMax { get; init; } = 1024;

    /// <summary>Held for messages that are not whole yet, over all connections.</summary>
    public long ArrivingBytesMax { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// How long a message may take from its first byte to its last, and a call's block of headers likewise. Either comes at once
    /// or from somebody who would hold its memory for as long as he likes. The silence between two messages of a stream is free.
    /// </summary>
    public TimeSpan MessageTimeMax { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan HandshakeTimeMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection may say nothing before it is asked whether it lives. One that answers is never closed for it.</summary>
    public TimeSpan SilenceMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an answer may wait for its client to take it.</summary>
    public TimeSpan StallTimeMax { get; init; } = TimeSpan.FromSeconds(60);
}
