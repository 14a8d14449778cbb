using System.Collections.Immutable;
using System.Text;
using Authz.Policies.Requests;

namespace Authz.Benchmarks.Measuring;

/// <summary>The lines that a JSON client's request has behind an Envoy.</summary>
internal static class UsualHeaders
{
    public static ImmutableArray<KeyValuePair<string, string>> All { get; } =
    [
        new(":authority", "b0.scale.gov"),
        new(":method", "GET"),
        new(":path", "/r1/gov/b0/records/7"),
        new(":scheme", "https"),
        new("user-agent", "registry-client/3.2 (linux; x64)"),
        new("accept", "application/json"),
        new("accept-encoding", "gzip, br"),
        new("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        new("x-forwarded-for", "10.1.2.3"),
        new("x-forwarded-proto", "https"),
        new("x-request-id", "a7dbd0d0-3b48-45e2-95ca-b1adbcd5f8b9"),
        new("x-purpose", "care"),
    ];

    public static (byte[] Bytes, HeaderSlot[] Slots) ToSlots()
    {
        var text = new StringBuilder();
        var slots = new HeaderSlot[All.Length];
        for (int i = 0; i < slots.Length; i++)
        {
            (string name, string value) = All[i];
            slots[i] = new HeaderSlot(text.Length, name.Length, text.Length + name.Length, value.Length);
            text.Append(name).Append(value);
        }

        return (Encoding.ASCII.GetBytes(text.ToString()), slots);
    }
}
