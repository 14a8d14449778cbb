namespace Authz.Admin.Tests;

/// <summary>Files that no other user reads, where the system knows such.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void Set(string path, UnixFileMode more = UnixFileMode.None)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, Mode | more);
        }
    }

    public static bool Is(string path) => OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == Mode;
}
