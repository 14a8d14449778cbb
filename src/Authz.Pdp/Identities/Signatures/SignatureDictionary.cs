namespace Authz.Pdp.Identities.Signatures;

/// <summary>The members of `signature-input` or `signature` (RFC 9651 section 3.2): labels, each with its value as it stands.</summary>
internal ref struct SignatureDictionary
{
    private readonly ReadOnlySpan<byte> text;
    private readonly bool isOfLists;
    private int at;
    private int next;

    /// <param name="isOfLists">Values are lists of strings; otherwise they are byte sequences.</param>
    public SignatureDictionary(ReadOnlySpan<byte> text, bool isOfLists)
    {
        this.text = text;
        this.isOfLists = isOfLists;
    }

    /// <summary>Whether what was read so far is not of the form. It is only known of the whole at the end.</summary>
    public bool IsBroken { get; private set; }

    public ReadOnlySpan<byte> Label { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    public bool MoveNext()
    {
        if (IsBroken || (at >= text.Length && at > 0))
        {
            return false;
        }

        IsBroken = true;
        int keyEnd = StructuredField.SkipKey(text, at);
        if (keyEnd == StructuredField.Broken || keyEnd >= text.Length || text[keyEnd] != '=')
        {
            return false;
        }

        int end = isOfLists
            ? StructuredField.SkipStringList(text, keyEnd + 1)
            : StructuredField.SkipParameters(text, StructuredField.SkipBytes(text, keyEnd + 1));
        if (end == StructuredField.Broken || !TryPassComma(end))
        {
            return false;
        }

        Label = text[at..keyEnd];
        Value = text[(keyEnd + 1)..end];
        at = next;
        IsBroken = false;
        return true;
    }

    private bool TryPassComma(int end)
    {
        next = StructuredField.SkipSpace(text, end);
        if (next >= text.Length)
        {
            return true;
        }

        if (text[next] != ',')
        {
            return false;
        }

        next = StructuredField.SkipSpace(text, next + 1);
        return next < text.Length;
    }
}
