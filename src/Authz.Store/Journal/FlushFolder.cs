using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Authz.Store.Journal;

/// <summary>
/// Makes names in a folder last: on Linux a rename is on the disk only once the folder is. .NET opens no folders, so it is asked
/// of the system. Windows orders such changes itself.
/// </summary>
internal static partial class FlushFolder
{
    private const int ReadOnlyFolder = 0;
    private const int Failed = -1;

    /// <exception cref="IOException">The folder cannot be opened or flushed.</exception>
    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int folder = Open(path, ReadOnlyFolder);
        if (folder == Failed)
        {
            throw Failure(path);
        }

        try
        {
            if (FSync(folder) == Failed)
            {
                throw Failure(path);
            }
        }
        finally
        {
            _ = Close(folder);
        }
    }

    private static IOException Failure(string path) =>
        new($"the folder {path} cannot be flushed: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int file);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);
}
