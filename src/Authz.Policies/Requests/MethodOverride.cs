using System.Text;

namespace Authz.Policies.Requests;

/// <summary>Headers by which a client asks a service to take the request for one of another method.</summary>
public static class MethodOverride
{
    // A bit for each length that one of the names has.
    private const uint Lengths = (1u << 13) | (1u << 17) | (1u << 22);

    /// <summary>Whether any such header names anything but the request's own method.</summary>
    public static bool NamesAnotherMethod(in HeaderList headers, ReadOnlySpan<byte> method)
    {
        // One look at each header's length: few have one of these, and hardly any is one of these.
        for (int i = headers.NextOfLengths(Lengths, 0); i >= 0; i = headers.NextOfLengths(Lengths, i + 1))
        {
            ReadOnlySpan<byte> sought = headers.Name(i).Length switch
            {
                22 => "x-http-method-override"u8,
                13 => "x-http-method"u8,
                17 => "x-method-override"u8,
                _ => default,
            };
            if (!sought.IsEmpty && IsName(headers.Name(i), sought) && !headers.Value(i).Trim(" \t"u8).SequenceEqual(method))
            {
                return true;
            }
        }

        return false;
    }

    // `x-forwarded-proto`, which nearly every request has, is as long as one of them: its third letter tells it from that.
    private static bool IsName(ReadOnlySpan<byte> name, ReadOnlySpan<byte> sought) =>
        (name[2] | 0x20) == sought[2] && Ascii.EqualsIgnoreCase(name, sought);
}
