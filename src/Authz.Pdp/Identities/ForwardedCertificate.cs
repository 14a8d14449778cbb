using System.Buffers;
using System.Text;

namespace Authz.Pdp.Identities;

/// <summary>
/// The value of `x-forwarded-client-cert`, as Envoy documents it: elements with commas between them, each of pairs
/// `key=value` with semicolons between them; a value may stand in double quotes, and within them `\"` is a quote.
/// The whole value must be of that form: a client that hides a comma in its own element must not move the end of ours.
/// </summary>
internal static class ForwardedCertificate
{
    public const int BytesMax = 16 * 1024;

    private static readonly SearchValues<byte> Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>The only URI of the last element: that is what the peer itself has verified.</summary>
    public static bool TryReadLast(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> uri)
    {
        uri = default;
        if (value.Length > BytesMax)
        {
            return false;
        }

        int uris = 0;
        while (true)
        {
            if (!TryReadPair(ref value, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> content, out bool isQuoted))
            {
                return false;
            }

            if (Ascii.EqualsIgnoreCase(key, "uri"u8) && !content.IsEmpty)
            {
                uris++;

                // What needed quotes has a comma, a semicolon or an equals sign in it: no identity of ours has.
                uri = isQuoted ? default : content;
            }

            if (value.IsEmpty)
            {
                return uris == 1 && !uri.IsEmpty;
            }

            if (value[0] == ',')
            {
                uris = 0;
                uri = default;
            }

            value = value[1..];
        }
    }

    /// <summary>Reads up to the delimiter after the pair, or to the end.</summary>
    private static bool TryReadPair(
        scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> content, out bool isQuoted)
    {
        content = default;
        isQuoted = false;
        key = default;
        int equals = rest.IndexOf((byte)'=');
        if (equals <= 0)
        {
            return false;
        }

        key = rest[..equals];
        if (key.ContainsAnyExcept(Letters))
        {
            return false;
        }

        rest = rest[(equals + 1)..];
        isQuoted = !rest.IsEmpty && rest[0] == '"';
        int length = isQuoted ? QuotedLengthOf(rest) : PlainLengthOf(rest);
        if (length < 0)
        {
            return false;
        }

        content = isQuoted ? rest[1..(length - 1)] : rest[..length];
        rest = rest[length..];
        return rest.IsEmpty || rest[0] is (byte)';' or (byte)',';
    }

    private static int PlainLengthOf(ReadOnlySpan<byte> rest)
    {
        int end = rest.IndexOfAny((byte)',', (byte)';');
        int length = end < 0 ? rest.Length : end;
        return rest[..length].Contains((byte)'"') ? -1 : length;
    }

    /// <summary>With both quotes; negative: the second one is missing.</summary>
    private static int QuotedLengthOf(ReadOnlySpan<byte> rest)
    {
        for (int at = 1; at < rest.Length; at++)
        {
            if (rest[at] == '\\')
            {
                at++;
            }
            else if (rest[at] == '"')
            {
                return at + 1;
            }
        }

        return -1;
    }
}
