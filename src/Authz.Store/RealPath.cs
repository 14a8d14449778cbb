namespace Authz.Store;

/// <summary>Where a path leads once every symbolic link in it is followed.</summary>
internal static class RealPath
{
    /// <summary>As Linux counts before it says ELOOP.</summary>
    private const int LinksMax = 40;

    /// <summary>Null if it leads nowhere, or in circles.</summary>
    public static string? Of(string path)
    {
        string full = Path.GetFullPath(path);
        var pending = new Stack<string>();
        string current = Push(full, pending) ?? full;
        for (int links = 0; pending.TryPop(out string? segment);)
        {
            if (segment == "..")
            {
                current = Path.GetDirectoryName(current) ?? current;
                continue;
            }

            string next = Path.Combine(current, segment);
            string? target = new FileInfo(next).LinkTarget;
            if (target is null)
            {
                if (!Path.Exists(next))
                {
                    return null;
                }

                current = next;
                continue;
            }

            links++;
            if (links > LinksMax)
            {
                return null;
            }

            current = Push(target, pending) ?? current;
        }

        return current;
    }

    /// <summary>Whether the first path is the second one or lies below it; both are real.</summary>
    public static bool IsWithin(string path, string folder) =>
        path == folder
        || path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>Puts the segments of a path in front of the pending ones; returns where an absolute one starts.</summary>
    private static string? Push(string path, Stack<string> pending)
    {
        string? root = Path.IsPathRooted(path) ? Path.GetPathRoot(path) : null;
        string[] segments = path[(root?.Length ?? 0)..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar]);
        foreach (string segment in segments.Reverse().Where(static segment => segment is not ("" or ".")))
        {
            pending.Push(segment);
        }

        return root;
    }
}
