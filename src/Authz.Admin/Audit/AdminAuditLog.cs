using System.Text;
using System.Text.Json;

namespace Authz.Admin.Audit;

/// <summary>
/// A line of JSON for each call, only ever appended to. The file is opened for each line: whoever moves it away finds the next line in a
/// new one.
/// </summary>
internal sealed class AdminAuditLog
{
    /// <summary>Of the end of the file, when lines are read.</summary>
    public const int ReadBytesMax = 4 * 1024 * 1024;

    private const byte LineEnd = (byte)'\n';

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    private readonly Lock gate = new();
    private readonly string path;

    public AdminAuditLog(string path) => this.path = path;

    /// <summary>Why no line can be written now, and so nothing be changed; null: one can.</summary>
    public string? WriteProblem()
    {
        try
        {
            lock (gate)
            {
                using FileStream file = Open();
            }

            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure.Message;
        }
    }

    /// <exception cref="IOException">It is not written.</exception>
    /// <exception cref="UnauthorizedAccessException">It is not written.</exception>
    /// <param name="isToLast">Wait until it is on the disk.</param>
    public void Append(AuditEntry entry, bool isToLast)
    {
        // Escapes all control characters, and all that is not ASCII: what a caller sent neither ends a line nor forges one.
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(entry, Format), LineEnd];
        lock (gate)
        {
            using FileStream file = Open();
            EndTornLine(file);
            file.Write(line);
            file.Flush(isToLast);
        }
    }

    /// <summary>The last so many lines, oldest first; torn ones are left out. None where the file was moved away and no line came since.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read.</exception>
    public IReadOnlyList<JsonElement> ReadLast(int count)
    {
        byte[] end;
        lock (gate)
        {
            if (!Path.Exists(path))
            {
                return [];
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            file.Seek(Math.Max(0, file.Length - ReadBytesMax), SeekOrigin.Begin);
            end = new byte[file.Length - file.Position];
            file.ReadExactly(end);
        }

        var lines = new List<JsonElement>();
        foreach (string line in Encoding.ASCII.GetString(end).Split('\n').Reverse())
        {
            if (lines.Count == count)
            {
                break;
            }

            if (Parse(line) is { } entry)
            {
                lines.Add(entry);
            }
        }

        lines.Reverse();
        return lines;
    }

    private static JsonElement? Parse(string line)
    {
        try
        {
            return line.Length == 0 ? null : JsonElement.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private FileStream Open()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(path, options);
        file.Seek(0, SeekOrigin.End);
        return file;
    }

    // A crash, or a full disk, may have left half a line.
    private static void EndTornLine(FileStream file)
    {
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != LineEnd)
            {
                file.WriteByte(LineEnd);
            }
        }
    }
}
