using System.Globalization;

namespace Authz.Store.Journal;

/// <summary>
/// A folder whose files are whole or not there, whenever the process or the machine stops: a file is written under a temporary
/// name, flushed, renamed, and the folder flushed.
/// </summary>
internal sealed class DurableFolder
{
    private const string TemporaryEnding = ".partial";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly Action<string, DurableStep>? reached;
    private long temporaries;

    /// <param name="reached">Called with the name of the file at each step of a write.</param>
    public DurableFolder(string path, Action<string, DurableStep>? reached = null)
    {
        Path = path;
        this.reached = reached;
    }

    public string Path { get; }

    /// <summary>Makes it where it is not there, and removes what an interrupted write left.</summary>
    public void Prepare()
    {
        if (!Directory.Exists(Path))
        {
            CreateOwned(Path);
            FlushFolder.Flush(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) ?? Path);
        }

        foreach (string leftover in Directory.EnumerateFiles(Path, $"*{TemporaryEnding}"))
        {
            File.Delete(leftover);
        }
    }

    public bool Has(string name) => File.Exists(At(name));

    /// <summary>Null: it is not there.</summary>
    public byte[]? Read(string name)
    {
        try
        {
            return File.ReadAllBytes(At(name));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Names of files, in no order.</summary>
    public IEnumerable<string> Names() => (Directory.Exists(Path) ? Directory.EnumerateFiles(Path) : [])
        .Select(static path => System.IO.Path.GetFileName(path))
        .Where(static name => !name.EndsWith(TemporaryEnding, StringComparison.Ordinal));

    /// <summary>What had that name before is read until the new content is, and never anything between.</summary>
    /// <exception cref="IOException">Nothing changed; what is left under the temporary name is removed at the next start.</exception>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        reached?.Invoke(name, DurableStep.Begun);
        string temporary = At(string.Create(
            CultureInfo.InvariantCulture, $"{name}.{Environment.ProcessId}-{Interlocked.Increment(ref temporaries)}{TemporaryEnding}"));
        try
        {
            WriteTemporary(temporary, name, content);
            File.Move(temporary, At(name), overwrite: true);
        }
        catch
        {
            TryDeleteFile(temporary);
            throw;
        }

        reached?.Invoke(name, DurableStep.Renamed);
        FlushFolder.Flush(Path);
        reached?.Invoke(name, DurableStep.Done);
    }

    /// <summary>For what is not needed any more: it stays where the disk refuses.</summary>
    public void TryDelete(string name) => TryDeleteFile(At(name));

    private void WriteTemporary(string temporary, string name, ReadOnlySpan<byte> content)
    {
        using FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        int half = content.Length / 2;
        stream.Write(content[..half]);
        reached?.Invoke(name, DurableStep.HalfWritten);
        stream.Write(content[half..]);
        reached?.Invoke(name, DurableStep.Written);
        stream.Flush(flushToDisk: true);
        reached?.Invoke(name, DurableStep.Flushed);
    }

    private static void TryDeleteFile(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Nothing depends on it: what a write left is looked for again at the next start.
        }
    }

    private static void CreateOwned(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
    }

    private string At(string name) => System.IO.Path.Combine(Path, name);
}
