using Microsoft.Win32.SafeHandles;

namespace Authz.Service.Audit;

/// <summary>
/// Where lines end up. INVARIANT: of a file, what was appended stands there once and whole, whatever failed before: what a failed write
/// has left behind is written over by the next one.
/// </summary>
internal sealed class DecisionLogFile : IDisposable
{
    private const int StandardOutputNumber = 1;
    private const byte LineEnd = (byte)'\n';

    // It says who calls whom.
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private readonly string path;
    private Stream stream;
    private long end;

    // The last write failed and may have left a part of itself behind the end.
    private bool isTorn;

    // What stands before the end is no whole line.
    private bool isLineOpen;

    internal DecisionLogFile(string path, Stream stream)
    {
        this.path = path;
        this.stream = stream;
        FindEnd();
    }

    private bool IsSeekable => path != DecisionLogSettings.StandardOutput && stream.CanSeek;

    /// <summary>Throws an <see cref="IOException"/> that says what to mend.</summary>
    public static DecisionLogFile Open(DecisionLogSettings settings) =>
        new(settings.Path, settings.IsStandardOutput ? OpenStandardOutput() : OpenFile(settings.Path));

    /// <summary>Throws an <see cref="IOException"/> if it cannot be written whole.</summary>
    public void Append(ReadOnlySpan<byte> lines)
    {
        if (!IsSeekable)
        {
            // What goes out before a failure cannot be taken back: the next line begins on a line of its own.
            bool wasLineOpen = isLineOpen;
            isLineOpen = true;
            stream.Write(wasLineOpen ? [LineEnd, .. lines] : lines);
            isLineOpen = false;
            return;
        }

        // Somebody may have cut the file, to rotate it: then the end lies before where it was.
        long length = stream.Length;
        stream.Position = isTorn ? Math.Min(end, length) : length;
        end = stream.Position;
        isTorn = true;
        stream.Write(isLineOpen ? [LineEnd, .. lines] : lines);
        isTorn = false;
        isLineOpen = false;
        end = stream.Position;
    }

    /// <summary>Whether the path leads elsewhere by now, or nowhere.</summary>
    public bool IsMoved()
    {
        // Nobody else writes, and there is a line in it: another file at the path has another length.
        return IsSeekable && (new FileInfo(path) is not { Exists: true } there || LengthOf(there) != stream.Length);
    }

    /// <summary>Goes on in the file that is at the path now, or makes one. Throws an <see cref="IOException"/>, and then goes on in the old one.</summary>
    public void Reopen()
    {
        if (IsSeekable)
        {
            Stream old = stream;
            stream = OpenFile(path);
            CutTorn(old);
            old.Dispose();
            isTorn = false;
            FindEnd();
        }
    }

    public void Dispose() => stream.Dispose();

    private static long LengthOf(FileInfo file) =>
        file.ResolveLinkTarget(returnFinalTarget: true) is not FileInfo target ? file.Length : target.Exists ? target.Length : -1;

    private static FileStream OpenFile(string path)
    {
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite | FileShare.Delete,
                BufferSize = 0,
            };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = Mode;
            }

            var file = new FileStream(path, options);
            return TryLock(file)
                ? file
                : throw new IOException("another process writes it; each needs a file of its own");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new IOException($"the decision log `{path}` cannot be opened: {failure.Message}", failure);
        }
    }

    /// <summary>What a failed write left behind is written whole in the new file: it must not stand in both.</summary>
    private void CutTorn(Stream old)
    {
        try
        {
            if (isTorn && old.Length > end)
            {
                old.SetLength(end);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Then some lines are in both files, with one id: better than to hold up all others.
        }
    }

    /// <summary>Two writers would write over each other. The lock goes with the process, however it ends; who reads is not kept out.</summary>
    private static bool TryLock(FileStream file)
    {
        if (!OperatingSystem.IsLinux() || !file.CanSeek)
        {
            return true;
        }

        try
        {
            file.Lock(0, 1);
            return true;
        }
        catch (IOException)
        {
            file.Dispose();
            return false;
        }
    }

    private static Stream OpenStandardOutput()
    {
        // The console's own stream is silent about a reader that is gone. But of a file it shares the position with whoever else writes there.
        var pipe = new FileStream(new SafeFileHandle(StandardOutputNumber, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }

    /// <summary>A crash, or a full disk, may have left half a line: the next one does not continue it.</summary>
    private void FindEnd()
    {
        if (!IsSeekable)
        {
            return;
        }

        end = stream.Length;
        stream.Position = Math.Max(0, end - 1);
        isLineOpen = end > 0 && stream.ReadByte() != LineEnd;
    }
}
