using Authz.Policies.Requests;

namespace Authz.Pdp;

/// <summary>All that a decision may know of one call: its bytes, the time, its id, and room to note header lines and context extensions.</summary>
public readonly ref struct CheckCall
{
    /// <summary>
    /// How many slots a caller must lend: two lists of header lines can come, and one of them counts; behind them come the
    /// route's context extensions.
    /// </summary>
    public const int HeaderSlotCount = (2 * RequestLimits.HeadersMax) + RequestLimits.ContextExtensionsMax;

    /// <summary>A CheckRequest as it came, without the gRPC prefix.</summary>
    public required ReadOnlySpan<byte> Message { get; init; }

    /// <summary>The service's clock, read once for this check.</summary>
    public required DateTimeOffset Time { get; init; }

    public required DecisionId Id { get; init; }

    /// <summary>Scratch of <see cref="HeaderSlotCount"/>; what it holds before does not matter.</summary>
    public required Span<HeaderSlot> HeaderSlots { get; init; }
}
