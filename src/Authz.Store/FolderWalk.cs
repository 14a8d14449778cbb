using System.Text;
using Authz.Policies.Text;

namespace Authz.Store;

/// <summary>One look at a folder. Stops at the first limit that is passed; other faults are gathered.</summary>
/// <param name="contents">Of the looks before this one.</param>
internal sealed class FolderWalk(string folder, FolderLimits limits, FileContents contents)
{
    /// <summary>The real folders from the policy folder to the one that is walked: a link to one of them is a loop.</summary>
    private readonly List<string> ancestors = [];
    private string realRoot = "";
    private int entriesSeen;
    private long bytesRead;
    private bool stopped;

    public Dictionary<string, ReadOnlyMemory<byte>> Files { get; } = new(StringComparer.Ordinal);

    public SourceText? Lock { get; private set; }

    public List<Diagnostic> Faults { get; } = [];

    public void Run()
    {
        string? real = RealPath.Of(folder);
        if (real is null || !Directory.Exists(real))
        {
            Faults.Add(StoreDiagnostics.FolderMissing(folder));
            return;
        }

        realRoot = real;
        WalkFolder(real, "");
    }

    private void WalkFolder(string realFolder, string prefix)
    {
        ancestors.Add(realFolder);
        try
        {
            // Sorted, so that the same folder passes the same limit at the same file on every machine.
            foreach (FileSystemInfo entry in new DirectoryInfo(realFolder)
                .EnumerateFileSystemInfos()
                .Take(limits.EntriesMax + 1)
                .OrderBy(static entry => entry.Name, StringComparer.Ordinal))
            {
                WalkEntry(entry, prefix);
                if (stopped)
                {
                    return;
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Faults.Add(StoreDiagnostics.Unreadable(prefix.Length == 0 ? folder : prefix.TrimEnd('/'), failure.Message));
        }
        finally
        {
            ancestors.RemoveAt(ancestors.Count - 1);
        }
    }

    private void WalkEntry(FileSystemInfo entry, string prefix)
    {
        entriesSeen++;
        if (entriesSeen > limits.EntriesMax)
        {
            Stop(StoreDiagnostics.TooManyEntries(folder, limits.EntriesMax));
            return;
        }

        // Kubernetes keeps a ConfigMap's real files under `..data`; editors and git hide theirs too.
        if (entry.Name.StartsWith('.'))
        {
            return;
        }

        string path = prefix + entry.Name;
        bool isLink = entry.LinkTarget is not null;
        string? real = isLink ? RealPath.Of(entry.FullName) : entry.FullName;
        if (real is null)
        {
            Faults.Add(StoreDiagnostics.LinkDangling(path));
            return;
        }

        if (path != PolicyLock.FileName && path.Equals(PolicyLock.FileName, StringComparison.OrdinalIgnoreCase))
        {
            Faults.Add(StoreDiagnostics.LockMisnamed(path));
            return;
        }

        bool isFolder = Directory.Exists(real);
        bool isSourceFile = PolicyPath.IsSourceFile(entry.Name);
        bool isLock = path == PolicyLock.FileName;
        if (!isFolder && !isSourceFile && !isLock)
        {
            return;
        }

        if (!PolicyPath.IsPlain(entry.Name))
        {
            Faults.Add(StoreDiagnostics.NameNotPlain(path));
        }
        else if (isLink && !RealPath.IsWithin(real, realRoot))
        {
            Faults.Add(StoreDiagnostics.LinkOutside(path, real));
        }
        else if (isFolder)
        {
            EnterFolder(real, path, namedLikeFile: isSourceFile || isLock);
        }
        else
        {
            ReadFile(real, path, isLock);
        }
    }

    private void EnterFolder(string real, string path, bool namedLikeFile)
    {
        if (namedLikeFile)
        {
            Faults.Add(StoreDiagnostics.FolderNamedLikeFile(path));
        }
        else if (ancestors.Contains(real))
        {
            Faults.Add(StoreDiagnostics.LinkLoop(path));
        }
        else if (ancestors.Count > limits.DepthMax)
        {
            Stop(StoreDiagnostics.FolderTooDeep(path, limits.DepthMax));
        }
        else
        {
            WalkFolder(real, path + '/');
        }
    }

    private void ReadFile(string real, string path, bool isLock)
    {
        if (!isLock && Files.Count == limits.FilesMax)
        {
            Stop(StoreDiagnostics.TooManyFiles(folder, limits.FilesMax));
            return;
        }

        if (ReadContent(real, path) is not { } content)
        {
            return;
        }

        // A look is not paced, and may take as long as a compilation: whoever waits for the core gets it after each file.
        Thread.Yield();
        bytesRead += content.Length;
        if (bytesRead > limits.TotalBytesMax)
        {
            Stop(StoreDiagnostics.FolderTooLarge(folder, limits.TotalBytesMax));
        }
        else if (isLock)
        {
            Lock = new SourceText(path, Encoding.UTF8.GetString(content.Span));
        }
        else
        {
            Files.Add(path, content);
        }
    }

    private ReadOnlyMemory<byte>? ReadContent(string real, string path)
    {
        try
        {
            // A pipe or a device has no length either, and opening one could wait for ever.
            if (new FileInfo(real).Length == 0)
            {
                Faults.Add(StoreDiagnostics.FileEmpty(path));
                return null;
            }

            // Others may write, rename and delete while we read: settling finds out, a sharing error would only hide it.
            using var stream = new FileStream(real, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > limits.FileBytesMax)
            {
                Faults.Add(StoreDiagnostics.FileTooLarge(path, limits.FileBytesMax));
                return null;
            }

            // What is appended meanwhile is not read: the next look finds another digest.
            return contents.Read(stream, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Faults.Add(StoreDiagnostics.Unreadable(path, failure.Message));
            return null;
        }
    }

    private void Stop(Diagnostic limitPassed)
    {
        Faults.Add(limitPassed);
        stopped = true;
    }
}
