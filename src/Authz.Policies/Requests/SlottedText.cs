using System.Collections.Immutable;
using System.Text;

namespace Authz.Policies.Requests;

/// <summary>Names and values as bytes one after the other, and where each lies.</summary>
internal sealed class SlottedText
{
    public SlottedText(ImmutableArray<KeyValuePair<string, string>> pairs)
    {
        var bytes = new List<byte>();
        var slots = new List<HeaderSlot>();
        foreach ((string key, string text) in pairs)
        {
            byte[] name = Encoding.UTF8.GetBytes(key);
            byte[] value = Encoding.UTF8.GetBytes(text);
            slots.Add(new HeaderSlot(bytes.Count, name.Length, bytes.Count + name.Length, value.Length));
            bytes.AddRange(name);
            bytes.AddRange(value);
        }

        Bytes = [.. bytes];
        Slots = [.. slots];
    }

    public byte[] Bytes { get; }

    public HeaderSlot[] Slots { get; }
}
