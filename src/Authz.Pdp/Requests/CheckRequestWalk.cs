using System.Text.Unicode;
using Authz.Policies.Requests;

namespace Authz.Pdp.Requests;

/// <summary>
/// One walk over all bytes of a request, by <see cref="WireSchema"/>. It is stricter than protobuf asks: a field that
/// may be said once and is said twice, or has another wire type, is a fault, because another reader would take the
/// other one.
/// </summary>
internal ref struct CheckRequestWalk
{
    public const int NoteCount = (int)CheckField.ContextExtension + 1;

    /// <summary>Messages within messages; protobuf's own readers stop at 100.</summary>
    public const int NestingMax = 64;

    private readonly ReadOnlySpan<byte> message;
    private readonly Span<WireSlice> notes;
    private readonly Span<HeaderSlot> lines;
    private bool hasTooManyHeaders;

    public CheckRequestWalk(ReadOnlySpan<byte> message, Span<WireSlice> notes, Span<HeaderSlot> lines)
    {
        this.message = message;
        this.notes = notes;
        this.lines = lines;
    }

    /// <summary>Lines of `header_map`, from the first slot on.</summary>
    public int RawCount { get; private set; }

    /// <summary>Lines of `headers`, from slot <see cref="RequestLimits.HeadersMax"/> on.</summary>
    public int MergedCount { get; private set; }

    /// <summary>Context extensions, behind the slots of both lists of lines.</summary>
    public int ExtensionCount { get; private set; }

    public WireSlice RouteBinding { get; private set; }

    public bool HasRouteBinding { get; private set; }

    public WireSlice CallerBinding { get; private set; }

    public bool HasCallerBinding { get; private set; }

    public RequestFault Run()
    {
        if (Walk(WireMessage.CheckRequest, 0, message.Length, NestingMax))
        {
            return RequestFault.None;
        }

        return hasTooManyHeaders ? RequestFault.TooManyHeaders : RequestFault.Malformed;
    }

    private bool Walk(WireMessage type, int start, int end, int nestingLeft)
    {
        ReadOnlySpan<byte> bytes = message[..end];
        ReadOnlySpan<WireField> fields = WireSchema.FieldsOf(type);
        uint seen = 0;
        for (int at = start; at < bytes.Length;)
        {
            at = WireBytes.ReadTag(bytes, at, out uint number, out uint wireType);
            if (at == WireBytes.Broken)
            {
                return false;
            }

            WireField field = number < (uint)fields.Length ? fields[(int)number] : default;
            if ((seen & field.SingularBit) != 0)
            {
                return false;
            }

            seen |= field.SingularBit;
            if (field.Kind is WireKind.Text or WireKind.Bytes or WireKind.Message)
            {
                at = WireBytes.ReadSlice(bytes, at, out WireSlice slice);
                if (at == WireBytes.Broken || wireType != WireType.LengthDelimited || !TryTake(field, slice, nestingLeft))
                {
                    return false;
                }

                continue;
            }

            at = IsTypeOf(field.Kind, wireType) ? WireBytes.Skip(bytes, at, wireType) : WireBytes.Broken;
            if (at == WireBytes.Broken)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsTypeOf(WireKind kind, uint wireType) => kind switch
    {
        WireKind.Varint => wireType == WireType.Varint,
        WireKind.Fixed64 => wireType == WireType.Fixed64,
        WireKind.Text or WireKind.Bytes or WireKind.Message => wireType == WireType.LengthDelimited,
        WireKind.Unknown => true,
    };

    private bool TryTake(WireField field, WireSlice slice, int nestingLeft)
    {
        if (field.Kind == WireKind.Message)
        {
            return TryTakeMessage(field, slice, nestingLeft);
        }

        notes[(int)field.Note] = slice;
        return field.Kind == WireKind.Bytes || Utf8.IsValid(slice.Of(message));
    }

    private bool TryTakeMessage(WireField field, WireSlice slice, int nestingLeft)
    {
        notes[(int)CheckField.EntryKey] = default;
        notes[(int)CheckField.EntryValue] = default;
        notes[(int)CheckField.EntryRawValue] = default;

        if (nestingLeft == 0 || !Walk(field.Message, slice.Start, slice.Start + slice.Length, nestingLeft - 1))
        {
            return false;
        }

        switch (field.Note)
        {
            case CheckField.MergedLine:
                return TryAddMergedLine();
            case CheckField.RawLine:
                return TryAddRawLine();
            case CheckField.ContextExtension:
                return TryAddContextExtension();
            default:
                notes[(int)field.Note] = slice;
                return true;
        }
    }

    private bool TryAddMergedLine()
    {
        WireSlice name = notes[(int)CheckField.EntryKey];
        for (int i = 0; i < MergedCount; i++)
        {
            HeaderSlot line = lines[RequestLimits.HeadersMax + i];
            if (line.NameLength == name.Length
                && message.Slice(line.NameStart, line.NameLength).SequenceEqual(name.Of(message)))
            {
                return false;
            }
        }

        if (MergedCount == RequestLimits.HeadersMax)
        {
            hasTooManyHeaders = true;
            return false;
        }

        lines[RequestLimits.HeadersMax + MergedCount++] = SlotOf(name, notes[(int)CheckField.EntryValue]);
        return true;
    }

    private bool TryAddRawLine()
    {
        WireSlice text = notes[(int)CheckField.EntryValue];
        WireSlice raw = notes[(int)CheckField.EntryRawValue];
        if (text.Length != 0 && raw.Length != 0)
        {
            // Two values for one line: nobody can say which of them Envoy forwards.
            return false;
        }

        if (RawCount == RequestLimits.HeadersMax)
        {
            hasTooManyHeaders = true;
            return false;
        }

        lines[RawCount++] = SlotOf(notes[(int)CheckField.EntryKey], raw.Length != 0 ? raw : text);
        return true;
    }

    private bool TryAddContextExtension()
    {
        WireSlice key = notes[(int)CheckField.EntryKey];
        ReadOnlySpan<byte> name = key.Of(message);
        Span<HeaderSlot> extensions = lines.Slice(2 * RequestLimits.HeadersMax, RequestLimits.ContextExtensionsMax);
        foreach (HeaderSlot other in extensions[..ExtensionCount])
        {
            if (message.Slice(other.NameStart, other.NameLength).SequenceEqual(name))
            {
                return false;
            }
        }

        if (ExtensionCount == RequestLimits.ContextExtensionsMax)
        {
            return false;
        }

        extensions[ExtensionCount++] = SlotOf(key, notes[(int)CheckField.EntryValue]);
        if (name.SequenceEqual("authz.service"u8))
        {
            RouteBinding = notes[(int)CheckField.EntryValue];
            HasRouteBinding = true;
        }
        else if (name.SequenceEqual("authz.caller"u8))
        {
            CallerBinding = notes[(int)CheckField.EntryValue];
            HasCallerBinding = true;
        }

        return true;
    }

    private static HeaderSlot SlotOf(WireSlice name, WireSlice value) =>
        new(name.Start, name.Length, value.Start, value.Length);
}
