using System.Globalization;
using System.Text;

namespace Authz.Grpc.Framing;

/// <summary>`grpc-message`: UTF-8, with every byte but printable ASCII without `%` percent-encoded.</summary>
internal static class StatusMessage
{
    public static string Encode(string message)
    {
        if (!message.AsSpan().ContainsAnyExceptInRange(' ', '~') && !message.Contains('%', StringComparison.Ordinal))
        {
            return message;
        }

        var encoded = new StringBuilder(message.Length * 2);
        foreach (byte octet in Encoding.UTF8.GetBytes(message))
        {
            if (octet is >= 0x20 and <= 0x7e and not (byte)'%')
            {
                encoded.Append((char)octet);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
            }
        }

        return encoded.ToString();
    }

    /// <summary>A broken triplet stays as it is: the mapping forbids to lose a message over it.</summary>
    public static string Decode(string encoded)
    {
        byte[] octets = Encoding.UTF8.GetBytes(encoded);
        int written = 0;
        for (int read = 0; read < octets.Length; read++)
        {
            if (octets[read] == '%' && byte.TryParse(TripletDigits(octets, read), NumberStyles.AllowHexSpecifier, null, out byte octet))
            {
                octets[written++] = octet;
                read += 2;
            }
            else
            {
                octets[written++] = octets[read];
            }
        }

        return Encoding.UTF8.GetString(octets, 0, written);
    }

    // Empty, which is no number, where fewer than two octets follow.
    private static ReadOnlySpan<byte> TripletDigits(byte[] octets, int percentAt) =>
        percentAt + 2 < octets.Length ? octets.AsSpan(percentAt + 1, 2) : default;
}
