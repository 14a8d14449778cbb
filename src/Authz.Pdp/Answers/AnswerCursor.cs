using System.Numerics;

namespace Authz.Pdp.Answers;

/// <summary>Fills the one span that an answer is written to.</summary>
internal ref struct AnswerCursor(Span<byte> rest, ReadOnlySpan<byte> decisionId)
{
    private Span<byte> rest = rest;
    private readonly ReadOnlySpan<byte> decisionId = decisionId;

    /// <summary>Bytes of a submessage's tag and length, for a field number below 16.</summary>
    public static int HeadLength(int length) => 1 + ((38 - BitOperations.LeadingZeroCount((uint)length | 1)) / 7);

    public void Add(AnswerFragment fragment)
    {
        fragment.CopyTo(rest, decisionId);
        rest = rest[fragment.Length..];
    }

    public void Add(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(rest);
        rest = rest[bytes.Length..];
    }

    public void AddHead(byte tag, int length)
    {
        rest[0] = tag;
        int at = 1;
        for (; length >= 0x80; length >>= 7)
        {
            rest[at++] = (byte)(length | 0x80);
        }

        rest[at++] = (byte)length;
        rest = rest[at..];
    }
}
