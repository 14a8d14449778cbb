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
            // A pipe would hold up whoever opens it.
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                return Refused("there is no such file");
            }

            if (file.Length > BytesMax + 2)
            {
                return Refused($"it has more than {BytesMax} bytes");
            }

            ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
            bytes = bytes.EndsWith("\n"u8) ? bytes[..^1] : bytes;
            bytes = bytes.EndsWith("\r"u8) ? bytes[..^1] : bytes;
            return bytes.Length switch
            {
                < BytesMin => Refused($"it has fewer than {BytesMin} bytes; make one with `head -c 32 /dev/urandom | base64`"),
                > BytesMax => Refused($"it has more than {BytesMax} bytes"),
                _ => new SecretText(bytes.ToArray(), null),
            };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Refused(failure.Message);
        }
    }

    private static SecretText Refused(string fault) => new(null, fault);
}
