namespace Authz.Pdp.Identities.Tokens;

/// <summary>
/// Base64url as a JWS has it (RFC 7515 §2): no padding, no other alphabet, and nothing in the bits that belong to no byte.
/// What is written otherwise is decoded all the same, to see what a lenient reader would find in it, and told apart.
/// </summary>
internal static class Base64UrlText
{
    private const byte None = 0xff;

    private static ReadOnlySpan<byte> Alphabet => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8;

    private static readonly byte[] Values = ValuesOf();

    /// <returns>Bytes written, fewer than the text has.</returns>
    public static int Decode(ReadOnlySpan<byte> text, Span<byte> target, out bool isCanonical)
    {
        isCanonical = true;
        int length = 0;
        uint bits = 0;
        int count = 0;
        foreach (byte b in text)
        {
            byte value = Values[b];
            if (value == None)
            {
                isCanonical = false;
                value = b switch { (byte)'+' => 62, (byte)'/' => 63, _ => None };
                if (value == None)
                {
                    continue;
                }
            }

            bits = (bits << 6) | value;
            count += 6;
            if (count >= 8)
            {
                count -= 8;
                target[length++] = (byte)(bits >> count);
            }
        }

        // Six bits left over are a character too many.
        isCanonical &= count < 6 && (bits & ((1u << count) - 1)) == 0;
        return length;
    }

    private static byte[] ValuesOf()
    {
        var values = new byte[256];
        values.AsSpan().Fill(None);
        for (int i = 0; i < Alphabet.Length; i++)
        {
            values[Alphabet[i]] = (byte)i;
        }

        return values;
    }
}
