namespace Authz.Policies.Syntax.Yaml.Plain;

/// <summary>
/// Gives one string for values that a file says again and again, such as its keys: what is kept of a set is smaller by
/// them. It remembers few and forgets at random, so that it costs next to nothing.
/// </summary>
internal sealed class TextPool
{
    private const int LengthMax = 32;
    private const int Slots = 256;

    private readonly string?[] texts = new string?[Slots];

    public string Of(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > LengthMax)
        {
            return text.ToString();
        }

        int slot = ((text.Length * 31) + (text[0] * 7) + (text[text.Length / 2] * 131) + text[^1]) & (Slots - 1);
        string? known = texts[slot];
        return known is not null && text.SequenceEqual(known) ? known : texts[slot] = text.ToString();
    }
}
