using Authz.Policies.Requests;

namespace Authz.Policies.Decisions.Conditions.Json;

/// <summary>
/// Finds values in the bytes of an `envoy.config.core.v3.Metadata`, whose values are `google.protobuf.Struct`. Nothing of it
/// is taken apart that no pointer asks for.
/// </summary>
internal static class WireStruct
{
    private const int EntriesField = 1;
    private const int KeyField = 1;
    private const int ValueField = 2;
    private const int NullMember = 1;
    private const int NumberMember = 2;
    private const int TextMember = 3;
    private const int TruthMember = 4;
    private const int ObjectMember = 5;
    private const int ListMember = 6;

    /// <summary>What the pointer finds in the metadata of that filter; its bytes, where it has any.</summary>
    /// <param name="hasFilter">The filter put something there, whether or not the pointer finds anything in it.</param>
    public static JsonForm Find(
        ReadOnlySpan<byte> metadata, ReadOnlySpan<byte> filter, byte[][] steps, out ReadOnlySpan<byte> value, out bool hasFilter)
    {
        JsonForm form = FindEntry(metadata, filter, out value);
        hasFilter = form != JsonForm.Absent;
        bool isObject = true;
        foreach (byte[] step in steps)
        {
            if (form is JsonForm.Unreadable or JsonForm.Absent)
            {
                return form;
            }

            if (!isObject && form != JsonForm.WireList)
            {
                return JsonForm.Absent;
            }

            form = isObject ? FindEntry(value, step, out value) : FindElement(value, step, out value);
            if (form == JsonForm.Opaque)
            {
                form = FormOf(value, out value, out isObject);
            }
        }

        return form;
    }

    /// <summary>The next element of a list; false: there is none left.</summary>
    public static bool TryReadElement(scoped ref ReadOnlySpan<byte> list, out ReadOnlySpan<byte> value)
    {
        while (!list.IsEmpty)
        {
            int at = WireBytes.ReadTag(list, 0, out uint number, out uint wireType);
            if (at != WireBytes.Broken && number == EntriesField && wireType == WireType.LengthDelimited)
            {
                at = WireBytes.ReadSlice(list, at, out WireSlice slice);
                value = at == WireBytes.Broken ? [] : slice.Of(list);
                list = at == WireBytes.Broken ? [] : list[at..];
                return true;
            }

            at = at == WireBytes.Broken ? at : WireBytes.Skip(list, at, wireType);
            list = at == WireBytes.Broken ? [] : list[at..];
        }

        value = default;
        return false;
    }

    /// <summary>What a `google.protobuf.Value` is; one that says nothing, or two things, is unreadable.</summary>
    public static JsonForm FormOf(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> content, out bool isObject)
    {
        content = default;
        isObject = false;
        int at = WireBytes.ReadTag(value, 0, out uint number, out uint wireType);
        if (at == WireBytes.Broken)
        {
            return JsonForm.Unreadable;
        }

        int end = WireBytes.Skip(value, at, wireType);
        if (end != value.Length)
        {
            return JsonForm.Unreadable;
        }

        switch (number, wireType)
        {
            case (NullMember, WireType.Varint):
                return JsonForm.Absent;
            case (NumberMember, WireType.Fixed64):
                content = value[at..];
                return JsonForm.WireNumber;
            case (TruthMember, WireType.Varint):
                content = value[at..].ContainsAnyExcept((byte)0x00, (byte)0x80) ? "true"u8 : "false"u8;
                return JsonForm.Text;
        }

        if (wireType != WireType.LengthDelimited || WireBytes.ReadSlice(value, at, out WireSlice slice) == WireBytes.Broken)
        {
            return JsonForm.Unreadable;
        }

        content = slice.Of(value);
        isObject = number == ObjectMember;
        return number switch
        {
            TextMember => JsonForm.Text,
            ObjectMember => JsonForm.Opaque,
            ListMember => content.IsEmpty ? JsonForm.Absent : JsonForm.WireList,
            _ => JsonForm.Unreadable,
        };
    }

    /// <summary>An entry that was found is opaque until it is looked into; one that stands there twice is unreadable.</summary>
    private static JsonForm FindEntry(ReadOnlySpan<byte> map, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        value = default;
        var form = JsonForm.Absent;
        while (TryReadElement(ref map, out ReadOnlySpan<byte> entry))
        {
            if (!TryReadEntry(entry, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> content))
            {
                return JsonForm.Unreadable;
            }

            if (!name.SequenceEqual(key))
            {
                continue;
            }

            if (form != JsonForm.Absent)
            {
                return JsonForm.Unreadable;
            }

            form = JsonForm.Opaque;
            value = content;
        }

        return form;
    }

    private static bool TryReadEntry(ReadOnlySpan<byte> entry, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        key = default;
        value = default;
        for (int at = 0; at < entry.Length;)
        {
            at = WireBytes.ReadTag(entry, at, out uint number, out uint wireType);
            if (at == WireBytes.Broken)
            {
                return false;
            }

            if (number is not (KeyField or ValueField))
            {
                at = WireBytes.Skip(entry, at, wireType);
            }
            else if (wireType == WireType.LengthDelimited)
            {
                at = WireBytes.ReadSlice(entry, at, out WireSlice slice);
                if (at != WireBytes.Broken && number == KeyField)
                {
                    key = slice.Of(entry);
                }
                else if (at != WireBytes.Broken)
                {
                    value = slice.Of(entry);
                }
            }
            else
            {
                return false;
            }

            if (at == WireBytes.Broken)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>By an index without leading zeros.</summary>
    private static JsonForm FindElement(ReadOnlySpan<byte> list, ReadOnlySpan<byte> step, out ReadOnlySpan<byte> value)
    {
        value = default;
        bool isIndex = step.Length > 0 && !(step.Length > 1 && step[0] == '0') && !step.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        if (!isIndex || !int.TryParse(step, out int index))
        {
            return JsonForm.Absent;
        }

        for (int i = 0; TryReadElement(ref list, out value); i++)
        {
            if (i == index)
            {
                return JsonForm.Opaque;
            }
        }

        return JsonForm.Absent;
    }
}
