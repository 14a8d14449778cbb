using System.Buffers.Text;

namespace Authz.Pdp.Identities.Signatures;

/// <summary>What one member of `signature-input` says (RFC 9421 section 2.3).</summary>
internal ref struct SignatureInput
{
    public const long NoTime = -1;

    /// <summary>The whole value: it is what the last line of the signature base repeats.</summary>
    public ReadOnlySpan<byte> Parameters { get; private init; }

    /// <summary>What stands between the parentheses.</summary>
    public ReadOnlySpan<byte> Components { get; private init; }

    public ReadOnlySpan<byte> KeyId { get; private set; }

    public ReadOnlySpan<byte> Algorithm { get; private set; }

    /// <summary>Seconds of Unix time, or <see cref="NoTime"/>.</summary>
    public long Created { get; private set; }

    public long Expires { get; private set; }

    /// <param name="value">A list that <see cref="StructuredField"/> has found well-formed.</param>
    /// <returns>False: a parameter comes twice, or its value is of another kind than the RFC says.</returns>
    public static bool TryRead(ReadOnlySpan<byte> value, out SignatureInput input)
    {
        int close = CloseOf(value);
        input = new SignatureInput { Parameters = value, Components = value[1..close], Created = NoTime, Expires = NoTime };
        uint seen = 0;
        int at = close + 1;
        while (at < value.Length)
        {
            int keyEnd = StructuredField.SkipKey(value, at + 1);
            ReadOnlySpan<byte> key = value[(at + 1)..keyEnd];
            bool hasValue = keyEnd < value.Length && value[keyEnd] == '=';
            int end = hasValue ? StructuredField.SkipBareItem(value, keyEnd + 1) : keyEnd;
            ReadOnlySpan<byte> content = hasValue ? value[(keyEnd + 1)..end] : default;
            uint bit = BitOf(key);
            if ((bit != 0 && (seen & bit) != 0) || !input.TryTake(key, content))
            {
                return false;
            }

            seen |= bit;
            at = end;
        }

        return true;
    }

    private bool TryTake(ReadOnlySpan<byte> key, ReadOnlySpan<byte> content)
    {
        if (key.SequenceEqual("created"u8))
        {
            Created = SecondsOf(content);
            return Created != NoTime;
        }

        if (key.SequenceEqual("expires"u8))
        {
            Expires = SecondsOf(content);
            return Expires != NoTime;
        }

        if (key.SequenceEqual("keyid"u8))
        {
            KeyId = TextOf(content);
            return IsText(content);
        }

        if (key.SequenceEqual("alg"u8))
        {
            Algorithm = TextOf(content);
            return IsText(content);
        }

        // A nonce and a tag are signed with the rest; others are nobody's business.
        return true;
    }

    private static uint BitOf(ReadOnlySpan<byte> key) => key switch
    {
        _ when key.SequenceEqual("created"u8) => 1,
        _ when key.SequenceEqual("expires"u8) => 2,
        _ when key.SequenceEqual("keyid"u8) => 4,
        _ when key.SequenceEqual("alg"u8) => 8,
        _ when key.SequenceEqual("nonce"u8) => 16,
        _ when key.SequenceEqual("tag"u8) => 32,
        _ => 0,
    };

    private static int CloseOf(ReadOnlySpan<byte> value)
    {
        int at = 1;
        while (value[at] != ')')
        {
            at = StructuredField.SkipParameters(value, StructuredField.SkipString(value, at));
            at += value[at] == ' ' ? 1 : 0;
        }

        return at;
    }

    private static bool IsText(ReadOnlySpan<byte> content) => content.Length >= 2 && content[0] == '"';

    private static ReadOnlySpan<byte> TextOf(ReadOnlySpan<byte> content) => IsText(content) ? content[1..^1] : default;

    private static long SecondsOf(ReadOnlySpan<byte> content) =>
        Utf8Parser.TryParse(content, out long seconds, out int length) && length == content.Length && seconds >= 0
            ? seconds
            : NoTime;
}
