namespace Authz.Policies.Requests;

/// <summary>`%` and two hexadecimal digits of either case.</summary>
public static class PercentTriplet
{
    public const int Length = 3;

    public static bool TryRead(ReadOnlySpan<byte> text, out byte value)
    {
        value = 0;
        if (text.Length < Length || text[0] != '%')
        {
            return false;
        }

        int high = DigitOf(text[1]);
        int low = DigitOf(text[2]);
        value = (byte)((high << 4) | low);
        return (high | low) >= 0;
    }

    private static int DigitOf(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };
}
