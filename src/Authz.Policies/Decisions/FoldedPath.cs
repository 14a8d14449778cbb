namespace Authz.Policies.Decisions;

/// <summary>A path in lower case, ASCII letters only: others have no one lower case in every language.</summary>
internal static class FoldedPath
{
    /// <summary>The path is its own lower case, as nearly every one is.</summary>
    public static bool IsFolded(ReadOnlySpan<byte> path) => !path.ContainsAnyInRange((byte)'A', (byte)'Z');

    public static ReadOnlySpan<byte> Write(ReadOnlySpan<byte> path, Span<byte> folded)
    {
        for (int i = 0; i < path.Length; i++)
        {
            byte b = path[i];
            folded[i] = (byte)(b is >= (byte)'A' and <= (byte)'Z' ? b | 0x20 : b);
        }

        return folded[..path.Length];
    }
}
