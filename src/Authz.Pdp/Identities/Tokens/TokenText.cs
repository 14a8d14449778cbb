using System.Text.Unicode;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>The parts of a token, decoded (RFC 7515 §7.1).</summary>
internal readonly ref struct TokenText
{
    private const int SignedParts = 3;
    private const int EncryptedParts = 5;

    public ReadOnlySpan<byte> Header { get; private init; }

    public ReadOnlySpan<byte> Payload { get; private init; }

    /// <param name="room">For the decoded parts; as long as the token will do.</param>
    public static TokenForm Read(ReadOnlySpan<byte> token, Span<byte> room, out TokenText text)
    {
        text = default;
        int parts = CountParts(token);
        if (!IsPartCount(parts))
        {
            return TokenForm.Opaque;
        }

        ReadOnlySpan<byte> header = DecodeNext(ref token, ref room, out bool isHeaderCanonical);
        if (!LooksLikeObject(header))
        {
            return TokenForm.Opaque;
        }

        if (parts == EncryptedParts)
        {
            return TokenForm.Refused;
        }

        ReadOnlySpan<byte> payload = DecodeNext(ref token, ref room, out bool isPayloadCanonical);
        if (!LooksLikeObject(payload))
        {
            return TokenForm.Opaque;
        }

        DecodeNext(ref token, ref room, out bool isSignatureCanonical);
        text = new TokenText { Header = header, Payload = payload };
        return isHeaderCanonical && isPayloadCanonical && isSignatureCanonical && Utf8.IsValid(header) && Utf8.IsValid(payload)
            ? TokenForm.Signed
            : TokenForm.Refused;
    }

    /// <summary>Told by its dots alone. Another may turn out to be opaque too, when it is read.</summary>
    public static bool IsOpaque(ReadOnlySpan<byte> token) => !IsPartCount(CountParts(token));

    private static int CountParts(ReadOnlySpan<byte> token) => token.Count((byte)'.') + 1;

    private static bool IsPartCount(int parts) => parts is SignedParts or EncryptedParts;

    private static ReadOnlySpan<byte> DecodeNext(
        scoped ref ReadOnlySpan<byte> token, scoped ref Span<byte> room, out bool isCanonical)
    {
        int dot = token.IndexOf((byte)'.');
        ReadOnlySpan<byte> part = dot < 0 ? token : token[..dot];
        token = token[(dot < 0 ? token.Length : dot + 1)..];
        int length = Base64UrlText.Decode(part, room, out isCanonical);
        ReadOnlySpan<byte> decoded = room[..length];
        room = room[length..];
        return decoded;
    }

    /// <summary>Some readers skip a byte order mark, and some more space than JSON has.</summary>
    private static bool LooksLikeObject(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> mark = "\uFEFF"u8;
        text = text.TrimStart(" \t\r\n\v\f\0"u8);
        text = text.StartsWith(mark) ? text[mark.Length..].TrimStart(" \t\r\n\v\f\0"u8) : text;
        return !text.IsEmpty && text[0] == '{';
    }
}
