using System.Collections.Immutable;

namespace Authz.Store;

/// <summary>
/// The bytes of the files of the last look. A folder is looked at every few seconds and hardly ever changes: a file with the same
/// bytes as before is the same memory, and no garbage.
/// </summary>
internal sealed class FileContents
{
    private IReadOnlyDictionary<string, ReadOnlyMemory<byte>> last = ImmutableDictionary<string, ReadOnlyMemory<byte>>.Empty;
    private byte[] room = [];

    /// <summary>As many bytes as the file has now, or fewer if it is being cut.</summary>
    public ReadOnlyMemory<byte> Read(FileStream file, string path)
    {
        int length = checked((int)file.Length);
        if (room.Length < length)
        {
            room = new byte[length];
        }

        int read = file.ReadAtLeast(room.AsSpan(0, length), length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> content = room.AsSpan(0, read);
        return last.TryGetValue(path, out ReadOnlyMemory<byte> before) && content.SequenceEqual(before.Span) ? before : content.ToArray();
    }

    /// <summary>For the look after this one.</summary>
    public void Keep(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files) => last = files;
}
