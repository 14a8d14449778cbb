namespace Authz.Cli.Servers;

/// <summary>A file that holds a secret, which no other user may read.</summary>
internal static class SecretFile
{
    private const int BytesMax = 64 * 1024;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <exception cref="InputException">It cannot be read, others can, or it is too large for a secret.</exception>
    public static string Read(string path, string what)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            {
                throw new InputException($"{what} {path} can be read or written by other users: run `chmod 600 {path}`, and make a new secret if others may have read it");
            }

            using FileStream file = File.OpenRead(path);
            byte[] content = new byte[BytesMax + 1];
            int length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return length <= BytesMax
                ? System.Text.Encoding.UTF8.GetString(content.AsSpan(0, length))
                : throw new InputException($"{what} {path} is larger than {BytesMax} bytes: name the file of the secret");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{what} {path} cannot be read: {failure.Message}", failure);
        }
    }
}
