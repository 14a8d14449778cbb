using Authz.Policies.Decisions.Conditions.Json;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>
/// The names of all objects of one text, to find one that is there twice: readers differ over which of two values counts.
/// </summary>
/// <param name="slots"><see cref="SlotCount"/> of them, empty.</param>
/// <param name="room">For names as they are meant; as long as the text.</param>
internal ref struct TokenNames(Span<TokenName> slots, Span<byte> room)
{
    /// <summary>A power of two, twice as many as names, so that a free one is near.</summary>
    public const int SlotCount = 2 * TokenLimits.NamesMax;

    private readonly Span<TokenName> slots = slots;
    private readonly Span<byte> room = room;
    private int count;
    private int used;

    /// <summary>False: the object has it already, or there are too many.</summary>
    /// <param name="encoded">As it stands between its quotes.</param>
    /// <param name="name">What it stands for.</param>
    public bool TryAdd(int owner, ReadOnlySpan<byte> encoded, out ReadOnlySpan<byte> name)
    {
        Span<byte> place = room[used..];
        name = place[..JsonText.Unescape(encoded, place)];
        if (count == TokenLimits.NamesMax)
        {
            return false;
        }

        for (int at = HashOf(owner, name) & (SlotCount - 1); ; at = (at + 1) & (SlotCount - 1))
        {
            TokenName slot = slots[at];
            if (slot.Owner == 0)
            {
                slots[at] = new TokenName(owner, used, name.Length);
                used += name.Length;
                count++;
                return true;
            }

            if (slot.Owner == owner && name.SequenceEqual(room.Slice(slot.Start, slot.Length)))
            {
                return false;
            }
        }
    }

    // Seeded anew in each process, so that nobody can choose names that fall together.
    private static int HashOf(int owner, ReadOnlySpan<byte> name)
    {
        var hash = new HashCode();
        hash.Add(owner);
        hash.AddBytes(name);
        return hash.ToHashCode();
    }
}
