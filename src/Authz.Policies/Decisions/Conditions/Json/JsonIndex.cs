using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace Authz.Policies.Decisions.Conditions.Json;

/// <summary>
/// One pass over a body: is it JSON, and what does each pointer of the set find in it? Objects on the way of a pointer are
/// held to have each name once, because readers differ over which of two values counts.
/// </summary>
internal ref struct JsonIndex
{
    public const int DepthMax = 64;

    // One more would not be told apart by a reader that takes numbers for doubles.
    private const int IntegerDigitsMax = 15;

    private readonly ReadOnlySpan<byte> text;
    private readonly PointerTrie pointers;
    private readonly Span<JsonPlace> found;
    private readonly Span<JsonFrame> frames;
    private int depth;
    private ulong[] names;
    private int nameCount;

    private JsonIndex(ReadOnlySpan<byte> text, PointerTrie pointers, Span<JsonPlace> found, Span<JsonFrame> frames)
    {
        this.text = text;
        this.pointers = pointers;
        this.found = found;
        this.frames = frames;
        names = [];
    }

    /// <param name="text">Valid UTF-8.</param>
    /// <param name="found">Gets what each node of the trie leads to; meaningless where the text is not JSON.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, PointerTrie pointers, Span<JsonPlace> found)
    {
        Span<JsonFrame> frames = stackalloc JsonFrame[DepthMax];
        found.Fill(new JsonPlace(JsonForm.Absent, 0, 0));
        var index = new JsonIndex(text, pointers, found, frames);
        int end = index.ReadDocument();
        if (index.names.Length > 0)
        {
            ArrayPool<ulong>.Shared.Return(index.names);
        }

        return end != JsonText.Broken && JsonText.SkipSpace(text, end) == text.Length;
    }

    private int ReadDocument()
    {
        int at = ReadValue(0, PointerTrie.Root);
        while (at != JsonText.Broken && depth > 0)
        {
            at = JsonText.SkipSpace(text, at);
            byte next = at < text.Length ? text[at] : default;
            ref JsonFrame frame = ref frames[depth - 1];
            at = next switch
            {
                (byte)',' when frame.Index >= 0 => ReadNext(at + 1),
                (byte)']' when frame.IsArray => Close(at + 1),
                (byte)'}' when !frame.IsArray => Close(at + 1),
                _ when frame.Index < 0 => ReadNext(at),
                _ => JsonText.Broken,
            };
        }

        return at;
    }

    /// <summary>The next element or member of the innermost frame.</summary>
    private int ReadNext(int at)
    {
        ref JsonFrame frame = ref frames[depth - 1];
        frame.Index++;
        if (frame.IsArray)
        {
            return ReadValue(at, frame.Node < 0 ? PointerTrie.NoNode : pointers.Child(frame.Node, frame.Index));
        }

        at = JsonText.SkipSpace(text, at);
        if (at >= text.Length || text[at] != '"')
        {
            return JsonText.Broken;
        }

        int start = at + 1;
        at = JsonText.ReadString(text, start, out bool hasEscapes, out bool isBroken);
        if (at == JsonText.Broken)
        {
            return JsonText.Broken;
        }

        int node = frame.Node < 0 ? PointerTrie.NoNode : EnterName(ref frame, text[start..(at - 1)], hasEscapes, isBroken);
        at = JsonText.SkipSpace(text, at);
        return at < text.Length && text[at] == ':' ? ReadValue(at + 1, node) : JsonText.Broken;
    }

    private int EnterName(ref JsonFrame frame, ReadOnlySpan<byte> name, bool hasEscapes, bool isBroken)
    {
        frame.IsBroken |= isBroken;
        if (!hasEscapes)
        {
            AddName(HashOf(name));
            return pointers.Child(frame.Node, name);
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(name.Length);
        ReadOnlySpan<byte> plain = rented.AsSpan(0, JsonText.Unescape(name, rented));
        AddName(HashOf(plain));
        int node = pointers.Child(frame.Node, plain);
        ArrayPool<byte>.Shared.Return(rented);
        return node;
    }

    private int ReadValue(int at, int node)
    {
        at = JsonText.SkipSpace(text, at);
        byte first = at < text.Length ? text[at] : default;
        switch (first)
        {
            case (byte)'{' or (byte)'[':
                return Open(at, node, isArray: first == '[');
            case (byte)'"':
                return ReadText(at + 1, node);
            case (byte)'t':
                return ReadWord(at, "true"u8, JsonForm.Text, node);
            case (byte)'f':
                return ReadWord(at, "false"u8, JsonForm.Text, node);
            case (byte)'n':
                return ReadWord(at, "null"u8, JsonForm.Absent, node);
            default:
                return ReadNumber(at, node);
        }
    }

    private int Open(int at, int node, bool isArray)
    {
        if (depth == DepthMax)
        {
            return JsonText.Broken;
        }

        frames[depth++] = new JsonFrame { IsArray = isArray, Node = node, Start = at, Index = -1, NamesStart = nameCount };
        return at + 1;
    }

    private int Close(int end)
    {
        JsonFrame frame = frames[--depth];
        if (frame.Node >= 0)
        {
            bool isEmptyList = frame.IsArray && frame.Index < 0;
            Note(frame.Node, isEmptyList ? JsonForm.Absent : frame.IsArray ? JsonForm.Array : JsonForm.Opaque, frame.Start, end);
            if (frame.IsArray && frame.IsBroken)
            {
                Note(frame.Node, JsonForm.Unreadable, frame.Start, end);
            }
            else if (!frame.IsArray && (frame.IsBroken | HasNameTwice(frame.NamesStart)))
            {
                found[frame.Node..pointers.Node(frame.Node).End].Clear();
            }
        }

        return end;
    }

    private readonly int ReadText(int start, int node)
    {
        int end = JsonText.ReadString(text, start, out bool hasEscapes, out bool isBroken);
        if (end == JsonText.Broken)
        {
            return JsonText.Broken;
        }

        if (depth > 0 && frames[depth - 1].IsArray)
        {
            frames[depth - 1].IsBroken |= isBroken;
        }

        Note(node, isBroken ? JsonForm.Unreadable : hasEscapes ? JsonForm.EscapedText : JsonForm.Text, start, end - 1);
        return end;
    }

    private readonly int ReadWord(int at, ReadOnlySpan<byte> word, JsonForm form, int node)
    {
        if (!text[at..].StartsWith(word))
        {
            return JsonText.Broken;
        }

        Note(node, form, at, at + word.Length);
        return at + word.Length;
    }

    private readonly int ReadNumber(int start, int node)
    {
        int end = JsonText.ReadNumber(text, start, out bool isInteger);
        if (end != JsonText.Broken)
        {
            Note(node, FormOfNumber(text[start..end], isInteger), start, end);
        }

        return end;
    }

    public static JsonForm FormOfNumber(ReadOnlySpan<byte> number, bool isInteger)
    {
        bool isNegative = number[0] == '-';
        bool isPlain = isInteger
            && number.Length - (isNegative ? 1 : 0) <= IntegerDigitsMax
            && !(isNegative && number[1] == '0');
        return isPlain ? JsonForm.Text : JsonForm.Opaque;
    }

    private readonly void Note(int node, JsonForm form, int start, int end)
    {
        if (node >= 0)
        {
            found[node] = new JsonPlace(form, start, end - start);
        }
    }

    private void AddName(ulong hash)
    {
        if (nameCount == names.Length)
        {
            ulong[] larger = ArrayPool<ulong>.Shared.Rent(Math.Max(16, names.Length * 2));
            names.CopyTo(larger, 0);
            if (names.Length > 0)
            {
                ArrayPool<ulong>.Shared.Return(names);
            }

            names = larger;
        }

        names[nameCount++] = hash;
    }

    /// <summary>Names whose hashes of 64 bits are equal count as one name: the chance of an error is nil, and it denies.</summary>
    private bool HasNameTwice(int start)
    {
        Span<ulong> own = names.AsSpan(start, nameCount - start);
        nameCount = start;
        own.Sort();
        for (int i = 1; i < own.Length; i++)
        {
            if (own[i] == own[i - 1])
            {
                return true;
            }
        }

        return false;
    }

    private static ulong HashOf(ReadOnlySpan<byte> name)
    {
        ulong hash = (ulong)name.Length * 0x9E3779B97F4A7C15;
        while (name.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(name));
            name = name[sizeof(ulong)..];
        }

        ulong tail = 0;
        foreach (byte b in name)
        {
            tail = (tail << 8) | b;
        }

        return Mix(hash ^ tail);
    }

    // Each step is reversible, so that two blocks never fall together before the next is mixed in.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93;
        value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93;
        return BitOperations.RotateLeft(value ^ (value >> 32), 23);
    }
}
