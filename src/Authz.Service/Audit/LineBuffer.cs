using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Authz.Service.Audit;

/// <summary>
/// Lines on their way to a file. INVARIANT: whatever a text holds, what is appended of it is printable ASCII without a quote or a
/// backslash of its own, so that it can end neither its string nor its line.
/// </summary>
internal sealed class LineBuffer(int lengthFirst)
{
    // `\u` and four digits.
    private const int EscapeLength = 6;

    private static readonly SearchValues<char> PlainChars = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static code => (char)code).Where(static c => c is not '"' and not '\\')]);

    private static readonly SearchValues<byte> PlainBytes = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static code => (byte)code).Where(static b => b is not (byte)'"' and not (byte)'\\')]);

    private byte[] bytes = new byte[lengthFirst];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Takes back what was appended since it had this length.</summary>
    public void CutTo(int length) => Length = Math.Min(Length, length);

    /// <summary>Bytes of ours, as they are.</summary>
    public void Append(ReadOnlySpan<byte> json)
    {
        json.CopyTo(Room(json.Length));
        Length += json.Length;
    }

    /// <summary>The inside of a string.</summary>
    public void AppendText(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(PlainChars))
        {
            foreach (char unit in text)
            {
                AppendUnit(unit);
            }

            return;
        }

        Ascii.FromUtf16(text, Room(text.Length), out int written);
        Length += written;
    }

    /// <summary>The inside of a string, of bytes that somebody sent: each stands for the character of its number.</summary>
    public void AppendBytes(ReadOnlySpan<byte> sent)
    {
        if (!sent.ContainsAnyExcept(PlainBytes))
        {
            Append(sent);
            return;
        }

        foreach (byte one in sent)
        {
            AppendUnit((char)one);
        }
    }

    public void AppendNumber(long number)
    {
        Utf8Formatter.TryFormat(number, Room(20), out int written);
        Length += written;
    }

    /// <summary>Lower-case, sixteen digits.</summary>
    public void AppendHex(ulong number)
    {
        Utf8Formatter.TryFormat(number, Room(16), out int written, new StandardFormat('x', 16));
        Length += written;
    }

    /// <summary>As RFC 3339 has it, in UTC, in steps of 100 ns.</summary>
    public void AppendTime(long utcTicks)
    {
        new DateTime(utcTicks, DateTimeKind.Utc).TryFormat(Room(28), out int written, "O", CultureInfo.InvariantCulture);
        Length += written;
    }

    private void AppendUnit(char unit)
    {
        Span<byte> room = Room(EscapeLength);
        if (PlainChars.Contains(unit))
        {
            room[0] = (byte)unit;
            Length++;
            return;
        }

        "\\u"u8.CopyTo(room);
        Utf8Formatter.TryFormat((ushort)unit, room[2..], out _, new StandardFormat('x', 4));
        Length += EscapeLength;
    }

    private Span<byte> Room(int length)
    {
        if (bytes.Length - Length < length)
        {
            Array.Resize(ref bytes, Math.Max(2 * bytes.Length, Length + length));
        }

        return bytes.AsSpan(Length);
    }
}
