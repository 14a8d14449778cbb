namespace Authz.LoadGenerator.Answers;

/// <summary>Fields of a protobuf message, one after another, in place.</summary>
internal static class WireFields
{
    public static bool TryRead(scoped ref ReadOnlySpan<byte> rest, out int number, out ulong value, out ReadOnlySpan<byte> content)
    {
        number = 0;
        value = 0;
        content = default;
        if (!TryReadVarint(ref rest, out ulong tag))
        {
            return false;
        }

        number = (int)(tag >> 3);
        switch (tag & 7)
        {
            case 0:
                return TryReadVarint(ref rest, out value);
            case 1:
                return TryTake(ref rest, 8, out content);
            case 2:
                return TryReadVarint(ref rest, out ulong length) && TryTake(ref rest, length, out content);
            case 5:
                return TryTake(ref rest, 4, out content);
            default:
                return false;
        }
    }

    private static bool TryTake(scoped ref ReadOnlySpan<byte> rest, ulong length, out ReadOnlySpan<byte> content)
    {
        bool fits = length <= (ulong)rest.Length;
        content = fits ? rest[..(int)length] : default;
        rest = fits ? rest[(int)length..] : rest;
        return fits;
    }

    private static bool TryReadVarint(scoped ref ReadOnlySpan<byte> rest, out ulong value)
    {
        value = 0;
        for (int i = 0; i < rest.Length && i < 10; i++)
        {
            value |= (ulong)(rest[i] & 0x7f) << (7 * i);
            if (rest[i] < 0x80)
            {
                rest = rest[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
