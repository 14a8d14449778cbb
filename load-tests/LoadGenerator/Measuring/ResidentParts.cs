using System.Globalization;

namespace Authz.LoadGenerator.Measuring;

/// <summary>What a process's resident memory consists of, as Linux counts it: the sum of a process may grow by its heap, by code or by files.</summary>
/// <param name="PrivateBytes">Heaps and stacks.</param>
/// <param name="FileBytes">Assemblies and libraries, as far as they were read.</param>
/// <param name="SharedBytes">In .NET: the code compiled while it runs.</param>
public sealed record ResidentParts(long PrivateBytes, long FileBytes, long SharedBytes)
{
    /// <summary>Null: no such process, or not on Linux.</summary>
    public static ResidentParts? Of(int pid)
    {
        try
        {
            return Parse(File.ReadAllText($"/proc/{pid}/status"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>From proc_pid_status(5). Null: a line that it needs is not there.</summary>
    internal static ResidentParts? Parse(string status) =>
        Line(status, "RssAnon:") is { } anonymous && Line(status, "RssFile:") is { } file && Line(status, "RssShmem:") is { } shared
            ? new ResidentParts(anonymous, file, shared)
            : null;

    private static long? Line(string status, string name)
    {
        foreach (ReadOnlySpan<char> line in status.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
            {
                ReadOnlySpan<char> value = line[name.Length..].Trim();
                return value.EndsWith(" kB", StringComparison.Ordinal)
                    && long.TryParse(value[..^3], NumberStyles.None, CultureInfo.InvariantCulture, out long kilobytes) ? kilobytes * 1024 : null;
            }
        }

        return null;
    }
}
