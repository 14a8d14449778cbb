using System.Diagnostics.CodeAnalysis;

namespace Authz.Grpc.Framing;

/// <summary>Base64 of `-bin` metadata. The mapping has receivers take padded and unpadded text and split it at commas first.</summary>
internal static class BinaryMetadata
{
    private const int CharactersPerGroup = 4;

    public static bool TryDecode(string text, [NotNullWhen(true)] out IReadOnlyList<byte[]>? values)
    {
        var decoded = new List<byte[]>();
        foreach (Range range in text.AsSpan().Split(','))
        {
            if (!TryDecodeOne(text.AsSpan(range).Trim(), out byte[]? value))
            {
                values = null;
                return false;
            }

            decoded.Add(value);
        }

        values = decoded;
        return true;
    }

    public static string Encode(ReadOnlySpan<byte> value) => Convert.ToBase64String(value).TrimEnd('=');

    private static bool TryDecodeOne(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? value)
    {
        string padded = new string(text).PadRight((text.Length + CharactersPerGroup - 1) / CharactersPerGroup * CharactersPerGroup, '=');
        byte[] buffer = new byte[padded.Length];
        bool isBase64 = Convert.TryFromBase64String(padded, buffer, out int written);
        value = isBase64 ? buffer[..written] : null;
        return isBase64;
    }
}
