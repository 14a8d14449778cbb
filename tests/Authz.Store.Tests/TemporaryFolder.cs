using System.Runtime.InteropServices;
using System.Text;

namespace Authz.Store.Tests;

/// <summary>A folder on the disk for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("authz-store-").FullName;

    public string At(string path) => Path.Combine(Root, path);

    public TemporaryFolder Write(string path, string text)
    {
        string target = At(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target) ?? Root);
        File.WriteAllText(target, text);
        return this;
    }

    public TemporaryFolder Delete(string path)
    {
        File.Delete(At(path));
        return this;
    }

    /// <param name="target">As it is written into the link: relative to the link's own folder, or absolute.</param>
    public TemporaryFolder Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path)) ?? Root);
        File.CreateSymbolicLink(At(path), target);
        return this;
    }

    /// <summary>As Kubernetes swaps a ConfigMap: a new link beside the old one, renamed over it in one step.</summary>
    public void SwapLink(string path, string target)
    {
        string aside = At(path + "_tmp");
        File.CreateSymbolicLink(aside, target);

        // File.Move would follow the link and find a folder.
        if (Rename(Encoding.UTF8.GetBytes(aside + '\0'), Encoding.UTF8.GetBytes(At(path) + '\0')) != 0)
        {
            throw new IOException($"{aside} cannot be renamed: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    [DllImport("libc", EntryPoint = "rename", SetLastError = true)]
    private static extern int Rename(byte[] from, byte[] to);
}
