using Authz.Testing;
using Google.Protobuf;

namespace Authz.Pdp.Tests.Requests.Hostile;

/// <summary>
/// Writes checks from their end to their beginning, so that a length is known before it is written and the message ends
/// where the buffer ends. One field in so many is wrong in one of the ways in which a field can be.
/// </summary>
internal sealed class HostileWriter(GuardedBuffer buffer)
{
    private const int Never = 0;
    private const int MessageBytesEnough = 16 * 1024;
    private const int PlainDepthMax = 12;

    private Random random = new(0);
    private int oneWrongIn;
    private int at;

    /// <summary>Where lists of header lines and of context extensions, and nested values, are tried about their limits.</summary>
    private int crowd;

    public ReadOnlySpan<byte> Next(Random source)
    {
        random = source;
        at = buffer.Length;
        oneWrongIn = random.Next(3) switch { 0 => Never, 1 => 100, _ => 20 };
        crowd = random.Next(200) == 0 ? random.Next(1, 4) : 0;
        WriteFields(MessageForm.CheckRequest, depth: 0);
        return buffer.Bytes[at..];
    }

    private void WriteFields(MessageForm form, int depth)
    {
        uint said = 0;
        for (int picks = Picks(form, depth); picks > 0; picks--)
        {
            FieldForm field = form.Fields[random.Next(form.Fields.Length)];
            uint once = OnceBit(field);
            if ((said & once) != 0 && !IsWrong())
            {
                continue;
            }

            said |= once;
            for (int count = Count(field); count > 0; count--)
            {
                WriteField(field, depth);
            }
        }
    }

    /// <summary>A value or a body as text and another as bytes exclude each other too, though the .proto files do not say so.</summary>
    private static uint OnceBit(FieldForm field) => field.FullName switch
    {
        "envoy.config.core.v3.HeaderValue.raw_value" => 1u << 2,
        "envoy.service.auth.v3.AttributeContext.HttpRequest.raw_body" => 1u << 11,
        _ => field.OnceBit,
    };

    private int Picks(MessageForm form, int depth)
    {
        if (buffer.Length - at > MessageBytesEnough && crowd == 0)
        {
            return 0;
        }

        if (random.Next(16) == 0)
        {
            return 0;
        }

        return form.FullName switch
        {
            "google.protobuf.Value" or "google.protobuf.ListValue" or "google.protobuf.Struct" =>
                depth < PlainDepthMax ? random.Next(3) : 0,

            // On the way to what a decision reads most.
            "envoy.service.auth.v3.AttributeContext" or "envoy.service.auth.v3.AttributeContext.Request" => form.Fields.Length + 1,
            _ => (form.Fields.Length / 2) + 1,
        };
    }

    private int Count(FieldForm field) => (crowd, field.FullName) switch
    {
        (1, "envoy.service.auth.v3.AttributeContext.HttpRequest.headers") => random.Next(254, 260),
        (1, "envoy.config.core.v3.HeaderMap.headers") => random.Next(254, 260),
        (2, "envoy.service.auth.v3.AttributeContext.context_extensions") => random.Next(62, 68),
        _ => field.IsRepeated ? random.Next(4) : 1,
    };

    private void WriteField(FieldForm field, int depth)
    {
        if (crowd == 3 && field.FullName == "envoy.config.core.v3.Metadata.filter_metadata")
        {
            WriteNested(random.Next(58, 64));
            return;
        }

        if (IsWrong())
        {
            WriteWrong(field, depth);
            return;
        }

        WriteContent(field, depth, isText: field.IsText);
        WriteTag((uint)field.Number, field.WireType);
    }

    private void WriteContent(FieldForm field, int depth, bool isText)
    {
        switch (field.WireType)
        {
            case WireFormat.WireType.Varint:
                WriteVarint((ulong)random.NextInt64() >> random.Next(64), padding: 0);
                break;
            case WireFormat.WireType.Fixed64:
                WriteBytes(BitConverter.GetBytes(random.NextDouble()));
                break;
            default:
                int end = at;
                if (field.Message is null)
                {
                    WriteBytes(HostileWords.Next(field, isText, random));
                }
                else
                {
                    WriteFields(field.Message, depth + 1);
                }

                WriteVarint((ulong)(end - at), padding: 0);
                break;
        }
    }

    private void WriteWrong(FieldForm field, int depth)
    {
        int end = at;
        switch (random.Next(10))
        {
            case 0:
                WriteContent(field, depth, isText: false);
                WriteTag((uint)field.Number, field.WireType);
                break;
            case 1:
                WriteUnknown((uint)field.Number, (WireFormat.WireType)random.Next(8));
                break;
            case 2:
                // Unknown, and not wrong.
                WriteUnknown((uint)random.Next(20, 1 << 29), (WireFormat.WireType)(random.Next(3) switch { 0 => 0, 1 => 1, _ => 5 }));
                break;
            case 3:
                WriteUnknown(0, WireFormat.WireType.Varint);
                break;
            case 4:
                WriteContent(field, depth, field.IsText);
                WriteVarint(((ulong)field.Number << 3) | (uint)field.WireType | (1ul << random.Next(32, 64)), padding: 0);
                break;
            case 5:
                WriteContent(field, depth, field.IsText);
                WriteVarint(((ulong)field.Number << 3) | (uint)field.WireType, random.Next(11));
                break;
            case 6:
                // Bytes with a length that is not theirs.
                WriteBytes("abc"u8);
                WriteVarint((ulong)random.Next(2) == 0 ? (ulong)random.Next(8) : ulong.MaxValue >> random.Next(64), padding: 0);
                WriteTag((uint)field.Number, WireFormat.WireType.LengthDelimited);
                break;
            case 7:
                WriteBytes([(byte)random.Next(256)]);
                break;
            case 8:
                WriteContent(field, depth, field.IsText);
                WriteTag((uint)field.Number, field.WireType);
                WriteBytes(buffer.Bytes[at..end].ToArray());
                break;
            default:
                WriteBytes("abc"u8);
                WriteVarint(3, random.Next(10));
                WriteTag((uint)field.Number, WireFormat.WireType.LengthDelimited);
                break;
        }
    }

    private void WriteUnknown(uint number, WireFormat.WireType wireType)
    {
        switch (wireType)
        {
            case WireFormat.WireType.Varint:
                WriteVarint((ulong)random.NextInt64(), random.Next(8) == 0 ? random.Next(8) : 0);
                break;
            case WireFormat.WireType.Fixed64:
                WriteBytes("abcdefgh"u8);
                break;
            case WireFormat.WireType.LengthDelimited:
                WriteBytes([3, .. "abc"u8]);
                break;
            case WireFormat.WireType.Fixed32:
                WriteBytes("abcd"u8);
                break;
        }

        WriteTag(number, wireType);
    }

    /// <summary>Metadata's entry, a struct, its entry, and then values and lists in turn.</summary>
    private void WriteNested(int levels)
    {
        int end = at;
        for (int level = levels; level > 0; level--)
        {
            uint number = level switch { 1 or 3 => 2, 2 => 1, _ => level % 2 == 0 ? 6u : 1u };
            WriteVarint((ulong)(end - at), padding: 0);
            WriteTag(number, WireFormat.WireType.LengthDelimited);
        }

        WriteVarint((ulong)(end - at), padding: 0);
        WriteTag(1, WireFormat.WireType.LengthDelimited);
    }

    private void WriteTag(uint number, WireFormat.WireType wireType) => WriteVarint(((ulong)number << 3) | (uint)wireType, padding: 0);

    /// <param name="padding">Bytes that say nothing, behind those that a shorter form would have.</param>
    private void WriteVarint(ulong value, int padding)
    {
        Span<byte> bytes = stackalloc byte[24];
        int length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            bytes[length++] = (byte)(value | 0x80);
        }

        for (; padding > 0; padding--)
        {
            bytes[length++] = (byte)(value | 0x80);
            value = 0;
        }

        bytes[length++] = (byte)value;
        WriteBytes(bytes[..length]);
    }

    private void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        at -= bytes.Length;
        bytes.CopyTo(buffer.Bytes[at..]);
    }

    private bool IsWrong() => oneWrongIn != Never && random.Next(oneWrongIn) == 0;
}
