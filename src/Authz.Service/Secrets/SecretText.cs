namespace Authz.Service.Secrets;

/// <summary>What a secret file holds, or why it is none.</summary>
internal sealed record SecretText(byte[]? Secret, string? Fault)
{
    /// <summary>As long as the output of SHA-256: RFC 2104 section 3 advises against less.</summary>
    public const int BytesMin = 32;

    public const int BytesMax = 4096;

    /// <summary>All bytes of the file but one line end, which editors put there.</summary>
    public static SecretText Read(string path)
    {
        try
        {
            // Without a lock: whoever replaces the file must not find it taken.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (!file.CanSeek)
            {
                return Refused("it is no plain file");
            }

            // What a file says of its length holds neither for a link nor for a device: so much is read and no more.
            byte[] room = new byte[BytesMax + 3];
            ReadOnlySpan<byte> bytes = room.AsSpan(0, file.ReadAtLeast(room, room.Length, throwOnEndOfStream: false));
            bytes = bytes.EndsWith("\n"u8) ? bytes[..^1] : bytes;
            bytes = bytes.EndsWith("\r"u8) ? bytes[..^1] : bytes;
            return bytes.Length switch
            {
                < BytesMin => Refused($"it has fewer than {BytesMin} bytes; make one with `head -c 32 /dev/urandom | base64`"),
                > BytesMax => Refused($"it has more than {BytesMax} bytes"),
                _ => new SecretText(bytes.ToArray(), null),
            };
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refused("there is no such file");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return Refused(failure.Message);
        }
    }

    public static SecretText Refused(string fault) => new(null, fault);
}
