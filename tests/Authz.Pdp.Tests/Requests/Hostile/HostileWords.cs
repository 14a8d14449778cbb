namespace Authz.Pdp.Tests.Requests.Hostile;

/// <summary>What stands in the fields of hostile messages.</summary>
internal static class HostileWords
{
    private static readonly byte[][] texts =
    [
        [], [.. "a"u8], [.. "GET"u8], [.. "/public/x?q=1"u8], [.. "x-role"u8], [.. "authz.service"u8], [.. "authz.caller"u8],
        [.. "demo/api"u8], [.. "é"u8], [.. "😀"u8], [0], [.. "127.0.0.1"u8], [.. "::ffff:127.0.0.1"u8], [.. "127.1"u8], [.. "::1"u8],
        [.. "spiffe://td/ns/a/sa/web"u8], [0xEF, 0xBF, 0xBD], [0xF4, 0x8F, 0xBF, 0xBF], [0xED, 0x9F, 0xBF],
        [.. new string('a', 127).Select(letter => (byte)letter)], [.. new string('b', 128).Select(letter => (byte)letter)],
        [.. Enumerable.Repeat("ü€"u8.ToArray(), 40).SelectMany(bytes => bytes)],
    ];

    // Half a surrogate pair, overlong forms, beyond the last character, cut short, and a byte that stands for nothing.
    private static readonly byte[][] broken =
    [
        [0xED, 0xA0, 0x80], [0xC0, 0xAE], [0xE0, 0x80, 0xAF], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
        [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0x80], [0xFF], [.. "abcdefghijklmnopqrstuvwxyz012345"u8, 0xC3],
    ];

    /// <param name="isText">False: bytes of any kind, which in a text are wrong most times.</param>
    public static ReadOnlySpan<byte> Next(FieldForm field, bool isText, Random random)
    {
        if (!isText && (field.IsText || random.Next(2) == 0))
        {
            return broken[random.Next(broken.Length)];
        }

        // Keys of a map are told apart, or else most lists of them would be refused.
        bool isKey = field.FullName.EndsWith("Entry.key", StringComparison.Ordinal);
        return isKey && random.Next(4) != 0
            ? new byte[] { (byte)'k', Letter(random), Letter(random), Letter(random) }
            : texts[random.Next(texts.Length)];
    }

    private static byte Letter(Random random) => (byte)random.Next('a', 'z' + 1);
}
