namespace Authz.Cli.Output;

internal static class Printable
{
    /// <summary>
    /// Text of a file as a terminal may see it: a control character could move the cursor or hide what was written.
    /// One character stays one column, so that a caret still points at its place.
    /// </summary>
    public static string Of(ReadOnlySpan<char> text) => string.Create(text.Length, text, static (shown, source) =>
    {
        for (int i = 0; i < source.Length; i++)
        {
            shown[i] = source[i] == '\t' ? ' ' : char.IsControl(source[i]) ? '\uFFFD' : source[i];
        }
    });
}
