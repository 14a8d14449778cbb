using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text.Unicode;
using Authz.Policies.Decisions.Conditions.Json;
using Authz.Policies.Requests;

namespace Authz.Policies.Decisions.Conditions;

/// <summary>
/// The values of one attribute in one reading, one after the other. A value lies in the request, or in the scratch of its
/// side until the next one is read.
/// </summary>
internal ref struct ValueReader
{
    // The most whole numbers that a double tells apart, less what the reference leaves out.
    private const double WholeNumberMax = 999_999_999_999_999;
    private const int WholeNumberLengthMax = 20;

    // What finding a value costs beside its bytes: thousands of empty ones are not for nothing.
    private const int ValueCost = 32;

    private readonly bool isRight;
    private readonly bool plusIsSpace;
    private readonly HeaderList headers;
    private readonly ReadOnlySpan<byte> name;
    private ValueKind kind;
    private ReadOnlySpan<byte> rest;
    private int line;
    private bool isInLine;

    /// <summary>Of a header, line by line or member by member.</summary>
    public ValueReader(scoped in HeaderList headers, ReadOnlySpan<byte> name, bool byMembers)
    {
        kind = byMembers ? ValueKind.HeaderMembers : ValueKind.HeaderLines;
        this.headers = headers;
        this.name = name;
        line = headers.IndexOf(name);
    }

    /// <summary>Of a query, which is readable.</summary>
    public ValueReader(ReadOnlySpan<byte> query, ReadOnlySpan<byte> name, bool plusIsSpace, bool isRight)
    {
        kind = ValueKind.Query;
        rest = query;
        this.name = name;
        this.plusIsSpace = plusIsSpace;
        this.isRight = isRight;
    }

    public ValueReader(ValueKind kind, ReadOnlySpan<byte> content, bool isRight)
    {
        this.kind = kind;
        this.isRight = isRight;
        rest = content;
    }

    /// <summary>A value of this query parameter had a `+` in it, or perhaps of another one, whose name has one.</summary>
    public bool HasPlus { get; private set; }

    public bool MoveNext(scoped ref ConditionState state, out ReadOnlySpan<byte> value, out bool isReadable)
    {
        bool hasValue = Read(ref state, out value, out isReadable);
        if (hasValue && !state.TryCharge(ValueCost + value.Length))
        {
            // This one is unreadable, and none comes behind it: what is left would cost as much again.
            isReadable = false;
            kind = ValueKind.None;
        }

        return hasValue;
    }

    private bool Read(scoped ref ConditionState state, out ReadOnlySpan<byte> value, out bool isReadable)
    {
        value = rest;
        isReadable = false;
        switch (kind)
        {
            case ValueKind.None:
                return false;
            case ValueKind.HeaderLines:
                return ReadLine(out value, out isReadable);
            case ValueKind.HeaderMembers:
                return ReadMember(out value, out isReadable);
            case ValueKind.Query:
                return ReadParameter(ref state, out value, out isReadable);
            case ValueKind.JsonArray:
                return ReadElement(ref state, out value, out isReadable);
            case ValueKind.WireList:
                return ReadWireElement(ref state, out value, out isReadable);
            case ValueKind.EscapedWords:
                rest = Unescape(ref state, rest);
                kind = ValueKind.Words;
                return ReadWord(out value, out isReadable);
            case ValueKind.Words:
                return ReadWord(out value, out isReadable);
            case ValueKind.Single:
                isReadable = true;
                break;
            case ValueKind.Unreadable:
                break;
            case ValueKind.EscapedText:
                isReadable = true;
                value = Unescape(ref state, rest);
                break;
            case ValueKind.WireNumber:
                isReadable = TryFormat(ref state, rest, out value);
                break;
        }

        kind = ValueKind.None;
        return true;
    }

    private bool ReadLine(out ReadOnlySpan<byte> value, out bool isReadable)
    {
        value = default;
        isReadable = false;
        if (line < 0)
        {
            return false;
        }

        value = headers.Value(line).Trim(" \t"u8);
        isReadable = IsReadable(value);
        line = headers.IndexOf(name, line + 1);
        return true;
    }

    private bool ReadMember(out ReadOnlySpan<byte> value, out bool isReadable)
    {
        value = default;
        isReadable = false;
        if (!isInLine)
        {
            if (line < 0)
            {
                return false;
            }

            rest = headers.Value(line);
            line = headers.IndexOf(name, line + 1);
        }

        int comma = rest.IndexOf((byte)',');
        isInLine = comma >= 0;
        value = (isInLine ? rest[..comma] : rest).Trim(" \t"u8);
        rest = isInLine ? rest[(comma + 1)..] : [];
        isReadable = IsReadable(value);
        return true;
    }

    /// <summary>In merged headers Envoy has put `!` in place of what is not plain.</summary>
    private readonly bool IsReadable(ReadOnlySpan<byte> value) =>
        Utf8.IsValid(value) && (headers.IsRaw || !value.Contains((byte)'!'));

    private bool ReadParameter(scoped ref ConditionState state, out ReadOnlySpan<byte> value, out bool isReadable)
    {
        while (QueryText.TryReadPiece(ref rest, out ReadOnlySpan<byte> rawName, out value))
        {
            Span<byte> scratch = state.Rent(Math.Max(rawName.Length, value.Length), isRight);
            if (!IsNamed(rawName, scratch))
            {
                continue;
            }

            HasPlus |= value.Contains((byte)'+');
            isReadable = QueryText.TryDecode(value, plusIsSpace, scratch, out value);
            return true;
        }

        value = default;
        isReadable = false;
        return false;
    }

    private bool IsNamed(ReadOnlySpan<byte> rawName, Span<byte> scratch)
    {
        bool isNamed = QueryText.TryDecode(rawName, plusIsSpace, scratch, out ReadOnlySpan<byte> decoded) && decoded.SequenceEqual(name);
        if (rawName.Contains((byte)'+'))
        {
            HasPlus |= isNamed
                || (QueryText.TryDecode(rawName, !plusIsSpace, scratch, out decoded) && decoded.SequenceEqual(name));
        }

        return isNamed;
    }

    /// <summary>Between spaces there is a word, or nothing (RFC 6749, section 3.3).</summary>
    private bool ReadWord(out ReadOnlySpan<byte> value, out bool isReadable)
    {
        rest = rest.TrimStart((byte)' ');
        int space = rest.IndexOf((byte)' ');
        value = space < 0 ? rest : rest[..space];
        rest = rest[value.Length..];
        isReadable = true;
        return !value.IsEmpty;
    }

    private bool ReadElement(scoped ref ConditionState state, out ReadOnlySpan<byte> value, out bool isReadable)
    {
        value = default;
        isReadable = false;
        int start = JsonText.SkipSpace(rest, 0);
        if (rest[start] == ']')
        {
            return false;
        }

        int end = JsonText.SkipValue(rest, start);
        ReadOnlySpan<byte> element = rest[start..end];
        int next = JsonText.SkipSpace(rest, end);
        rest = rest[(rest[next] == ',' ? next + 1 : next)..];
        switch (element[0])
        {
            case (byte)'"':
                value = Unescape(ref state, element[1..^1]);
                isReadable = true;
                break;
            case (byte)'t' or (byte)'f':
                value = element;
                isReadable = true;
                break;
            case (byte)'{' or (byte)'[' or (byte)'n':
                break;
            default:
                value = element;
                JsonText.ReadNumber(element, 0, out bool isInteger);
                isReadable = JsonIndex.FormOfNumber(element, isInteger) == JsonForm.Text;
                break;
        }

        return true;
    }

    private bool ReadWireElement(scoped ref ConditionState state, out ReadOnlySpan<byte> value, out bool isReadable)
    {
        value = default;
        isReadable = false;
        if (!WireStruct.TryReadElement(ref rest, out ReadOnlySpan<byte> element))
        {
            return false;
        }

        JsonForm form = WireStruct.FormOf(element, out ReadOnlySpan<byte> content, out _);
        value = form == JsonForm.Text ? content : [];
        isReadable = form == JsonForm.Text || (form == JsonForm.WireNumber && TryFormat(ref state, content, out value));
        return true;
    }

    private readonly ReadOnlySpan<byte> Unescape(scoped ref ConditionState state, ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'\\'))
        {
            return text;
        }

        Span<byte> scratch = state.Rent(text.Length, isRight);
        return scratch[..JsonText.Unescape(text, scratch)];
    }

    /// <summary>A whole number as its digits; negative zero is none, as it is none in a body.</summary>
    private readonly bool TryFormat(scoped ref ConditionState state, ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> value)
    {
        double number = BinaryPrimitives.ReadDoubleLittleEndian(bytes);
        bool isWhole = Math.Abs(number) <= WholeNumberMax
            && double.IsInteger(number)
            && !(number == 0 && double.IsNegative(number));
        value = default;
        if (isWhole)
        {
            Span<byte> scratch = state.Rent(WholeNumberLengthMax, isRight);
            isWhole = Utf8Formatter.TryFormat((long)number, scratch, out int length);
            value = scratch[..length];
        }

        return isWhole;
    }
}
