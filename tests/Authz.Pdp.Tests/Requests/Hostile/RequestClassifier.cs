using System.Buffers;
using System.Text;
using Authz.Pdp.Requests;
using Authz.Policies.Requests;
using Google.Protobuf;

namespace Authz.Pdp.Tests.Requests.Hostile;

/// <summary>
/// Names what is wrong with a check, from the contract and the .proto files alone. It looks at the whole message and
/// goes on behind what is broken, so that it finds every form and not the first.
/// </summary>
internal sealed class RequestClassifier
{
    private const int VarintBytesMax = 10;
    private const int NumbersMax = 16;

    private readonly List<(int Start, int Length)> mergedNames = [];
    private readonly List<(int Start, int Length)> extensionNames = [];
    private int rawLines;
    private MalformedForms found;

    public MalformedForms Of(ReadOnlySpan<byte> message)
    {
        mergedNames.Clear();
        extensionNames.Clear();
        rawLines = 0;
        found = MalformedForms.None;
        Look(MessageForm.CheckRequest, message, 0, message.Length, depth: 0, []);
        FindSecond(message, mergedNames);
        FindSecond(message, extensionNames);
        Add(MalformedForms.TooManyHeaders, mergedNames.Count > RequestLimits.HeadersMax || rawLines > RequestLimits.HeadersMax);
        Add(MalformedForms.TooManyExtensions, extensionNames.Count > RequestLimits.ContextExtensionsMax);
        return found;
    }

    /// <param name="parts">Where the last field of each number lies, for whoever asks about the message.</param>
    private void Look(
        MessageForm form, ReadOnlySpan<byte> message, int start, int end, int depth, Span<(int Start, int Length)> parts)
    {
        if (depth > CheckRequestWalk.NestingMax)
        {
            found |= MalformedForms.TooDeep;
            return;
        }

        uint said = 0;
        int at = start;
        while (at < end && TryVarint(message, ref at, end, out ulong tag))
        {
            ulong number = tag >> 3;
            if (number == 0 || tag > uint.MaxValue)
            {
                found |= MalformedForms.NoField;
                return;
            }

            var wireType = (WireFormat.WireType)(tag & 7);
            if (!TryContent(message, ref at, end, wireType, out int length))
            {
                return;
            }

            FieldForm? field = form.Find(number);
            if (field is null)
            {
                continue;
            }

            Add(MalformedForms.Twice, (said & field.OnceBit) != 0);
            said |= field.OnceBit;
            if (wireType != field.WireType)
            {
                found |= MalformedForms.AnotherWireType;
                continue;
            }

            if (number < (ulong)parts.Length)
            {
                parts[(int)number] = (at - length, length);
            }

            LookInto(field, message, at - length, length, depth);
        }
    }

    private void LookInto(FieldForm field, ReadOnlySpan<byte> message, int start, int length, int depth)
    {
        Add(MalformedForms.NotUtf8, field.IsText && !IsUtf8(message.Slice(start, length)));
        if (field.Message is null)
        {
            return;
        }

        Span<(int Start, int Length)> parts = stackalloc (int, int)[NumbersMax];
        parts.Clear();
        Look(field.Message, message, start, start + length, depth + 1, parts);
        switch (field.FullName)
        {
            case "envoy.service.auth.v3.AttributeContext.Request.http":
                Add(MalformedForms.TwoBodies, parts[11].Length > 0 && parts[12].Length > 0);
                break;
            case "envoy.service.auth.v3.AttributeContext.HttpRequest.headers":
                mergedNames.Add(parts[1]);
                break;
            case "envoy.service.auth.v3.AttributeContext.context_extensions":
                extensionNames.Add(parts[1]);
                break;
            case "envoy.config.core.v3.HeaderMap.headers":
                rawLines++;
                Add(MalformedForms.TwoValues, parts[2].Length > 0 && parts[3].Length > 0);
                break;
        }
    }

    private void FindSecond(ReadOnlySpan<byte> message, List<(int Start, int Length)> names)
    {
        for (int i = 1; i < names.Count; i++)
        {
            ReadOnlySpan<byte> name = message.Slice(names[i].Start, names[i].Length);
            for (int j = 0; j < i; j++)
            {
                Add(MalformedForms.KeyTwice, message.Slice(names[j].Start, names[j].Length).SequenceEqual(name));
            }
        }
    }

    /// <summary>Passes over one field's content.</summary>
    /// <param name="length">Of the content, without a length before it.</param>
    private bool TryContent(ReadOnlySpan<byte> message, ref int at, int end, WireFormat.WireType wireType, out int length)
    {
        length = 0;
        int start = at;
        ulong bytes;
        switch (wireType)
        {
            case WireFormat.WireType.Varint:
                bool isNumber = TryVarint(message, ref at, end, out _);
                length = at - start;
                return isNumber;
            case WireFormat.WireType.Fixed64:
                bytes = 8;
                break;
            case WireFormat.WireType.Fixed32:
                bytes = 4;
                break;
            case WireFormat.WireType.LengthDelimited:
                if (!TryVarint(message, ref at, end, out bytes))
                {
                    return false;
                }

                break;
            default:
                found |= MalformedForms.NoWireType;
                return false;
        }

        if (bytes > (ulong)(end - at))
        {
            found |= MalformedForms.CutShort;
            return false;
        }

        length = (int)bytes;
        at += length;
        return true;
    }

    private bool TryVarint(ReadOnlySpan<byte> message, ref int at, int end, out ulong value)
    {
        UInt128 wide = 0;
        value = 0;
        for (int i = 0; i < VarintBytesMax; i++)
        {
            if (at == end)
            {
                found |= MalformedForms.CutShort;
                return false;
            }

            byte b = message[at++];
            wide |= (UInt128)(b & 0x7Fu) << (7 * i);
            if (b < 0x80)
            {
                value = (ulong)wide;
                Add(MalformedForms.NumberTooLong, wide > ulong.MaxValue);
                return wide <= ulong.MaxValue;
            }
        }

        found |= MalformedForms.NumberTooLong;
        return false;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(text, out _, out int length) != OperationStatus.Done)
            {
                return false;
            }

            text = text[length..];
        }

        return true;
    }

    private void Add(MalformedForms form, bool isIt) => found |= isIt ? form : MalformedForms.None;
}
