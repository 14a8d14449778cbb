namespace Authz.Policies.Decisions.Paths;

/// <summary>
/// Steps through the segments of a path by position: one is the first, and a position past the length of the path is
/// past its last segment. `/a/` has two segments, the last one empty.
/// </summary>
internal static class PathSegments
{
    public const int First = 1;

    public static bool IsPastLast(ReadOnlySpan<byte> path, int position) => position > path.Length;

    /// <summary>The segment there, and the position of the next.</summary>
    public static ReadOnlySpan<byte> At(ReadOnlySpan<byte> path, int position, out int next)
    {
        ReadOnlySpan<byte> rest = path[position..];
        int slash = rest.IndexOf((byte)'/');
        next = slash < 0 ? path.Length + 1 : position + slash + 1;
        return slash < 0 ? rest : rest[..slash];
    }
}
