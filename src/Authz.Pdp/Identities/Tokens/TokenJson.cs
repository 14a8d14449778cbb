using System.Runtime.CompilerServices;
using Authz.Policies.Decisions.Conditions.Json;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>
/// One strict pass over a header or payload: is it a JSON object in which no name is there twice at any level, and where
/// are the members that are asked for? What it takes, System.Text.Json reads the same.
/// </summary>
internal ref struct TokenJson
{
    private readonly ReadOnlySpan<byte> text;
    private readonly ReadOnlySpan<byte[]> watched;
    private readonly Span<TokenMember> found;
    private readonly Span<int> owners;
    private TokenNames names;
    private int depth;
    private int objects;
    private int member;
    private bool isFirst;

    private TokenJson(
        ReadOnlySpan<byte> text, ReadOnlySpan<byte[]> watched, Span<TokenMember> found, Span<int> owners, TokenNames names)
    {
        this.text = text;
        this.watched = watched;
        this.found = found;
        this.owners = owners;
        this.names = names;
    }

    /// <param name="text">Valid UTF-8, no longer than a token.</param>
    /// <param name="watched">Names of members of the outermost object.</param>
    /// <param name="found">Gets the value of each of them; meaningless where the text is refused.</param>
    [SkipLocalsInit]
    public static bool TryRead(ReadOnlySpan<byte> text, ReadOnlySpan<byte[]> watched, Span<TokenMember> found)
    {
        found.Clear();
        if (text.Length > TokenLimits.TokenBytesMax)
        {
            return false;
        }

        Span<TokenName> slots = stackalloc TokenName[TokenNames.SlotCount];
        slots.Clear();
        var names = new TokenNames(slots, stackalloc byte[TokenLimits.TokenBytesMax]);
        var json = new TokenJson(text, watched, found, stackalloc int[TokenLimits.NestingMax], names);
        int end = json.ReadDocument();
        return end != JsonText.Broken && JsonText.SkipSpace(text, end) == text.Length;
    }

    private int ReadDocument()
    {
        int at = JsonText.SkipSpace(text, 0);
        if (at == text.Length || text[at] != '{')
        {
            return JsonText.Broken;
        }

        at = Open(at);
        while (at != JsonText.Broken && depth > 0)
        {
            at = JsonText.SkipSpace(text, at);
            byte next = at < text.Length ? text[at] : default;
            bool isArray = owners[depth - 1] == 0;
            if (next == (isArray ? ']' : '}'))
            {
                at = Close(at);
            }
            else if (isFirst || next == ',')
            {
                at = isFirst ? at : at + 1;
                isFirst = false;
                at = isArray ? ReadValue(at) : ReadMember(at);
            }
            else
            {
                at = JsonText.Broken;
            }
        }

        return at;
    }

    private int Open(int at)
    {
        if (depth == TokenLimits.NestingMax)
        {
            return JsonText.Broken;
        }

        owners[depth++] = text[at] == '[' ? 0 : ++objects;
        isFirst = true;
        return at + 1;
    }

    private int Close(int at)
    {
        depth--;
        isFirst = false;
        if (depth == 1 && member >= 0)
        {
            found[member] = found[member] with { Length = at + 1 - found[member].Start };
        }

        return at + 1;
    }

    private int ReadMember(int at)
    {
        at = JsonText.SkipSpace(text, at);
        if (at == text.Length || text[at] != '"')
        {
            return JsonText.Broken;
        }

        int start = at + 1;
        at = JsonText.ReadString(text, start, out _, out bool isBroken);
        if (at == JsonText.Broken || isBroken || !names.TryAdd(owners[depth - 1], text[start..(at - 1)], out ReadOnlySpan<byte> name))
        {
            return JsonText.Broken;
        }

        if (depth == 1)
        {
            member = IndexOf(name);
        }

        at = JsonText.SkipSpace(text, at);
        return at < text.Length && text[at] == ':' ? ReadValue(at + 1) : JsonText.Broken;
    }

    private readonly int IndexOf(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < watched.Length; i++)
        {
            if (name.SequenceEqual(watched[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private int ReadValue(int at)
    {
        at = JsonText.SkipSpace(text, at);
        byte first = at < text.Length ? text[at] : default;
        switch (first)
        {
            case (byte)'{' or (byte)'[':
                // Its length is known when it is closed.
                Note(first == '[' ? TokenMemberForm.Array : TokenMemberForm.Other, at, at);
                return Open(at);
            case (byte)'"':
                return ReadText(at + 1);
            case (byte)'t':
                return ReadWord(at, "true"u8);
            case (byte)'f':
                return ReadWord(at, "false"u8);
            case (byte)'n':
                return ReadWord(at, "null"u8);
            default:
                int end = JsonText.ReadNumber(text, at, out _);
                Note(TokenMemberForm.Number, at, end);
                return end;
        }
    }

    private readonly int ReadText(int start)
    {
        int end = JsonText.ReadString(text, start, out bool hasEscapes, out bool isBroken);
        Note(hasEscapes ? TokenMemberForm.EscapedText : TokenMemberForm.Text, start, end - 1);
        return isBroken ? JsonText.Broken : end;
    }

    private readonly int ReadWord(int at, ReadOnlySpan<byte> word)
    {
        Note(TokenMemberForm.Other, at, at + word.Length);
        return text[at..].StartsWith(word) ? at + word.Length : JsonText.Broken;
    }

    private readonly void Note(TokenMemberForm form, int start, int end)
    {
        if (depth == 1 && member >= 0)
        {
            found[member] = new TokenMember(form, start, end - start);
        }
    }
}
