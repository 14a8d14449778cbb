using Authz.Policies.Requests;

namespace Authz.Pdp.Tests;

internal static class TestCall
{
    public static DateTimeOffset Time { get; } = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static DecisionId Id { get; } = new(0x0123456789abcdef, 0xfedcba9876543210);

    public static CheckCall Of(ReadOnlySpan<byte> message) => new()
    {
        Message = message,
        Time = Time,
        Id = Id,
        HeaderSlots = new HeaderSlot[CheckCall.HeaderSlotCount],
    };
}
