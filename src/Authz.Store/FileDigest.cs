using System.Security.Cryptography;

namespace Authz.Store;

/// <summary>The SHA-256 of one file, in lower-case hex.</summary>
public static class FileDigest
{
    /// <summary>The length of every digest that this project prints.</summary>
    public const int HexLength = 64;

    private static ReadOnlySpan<byte> WindowsLineEnd => "\r\n"u8;

    /// <summary>
    /// In a text file each CRLF counts as LF, so that a checkout on Windows has the digests of one on Linux. Both formats
    /// read the two as the same line end.
    /// </summary>
    public static string Of(string path, ReadOnlySpan<byte> content)
    {
        if (!IsText(path) || content.IndexOf(WindowsLineEnd) < 0)
        {
            return Convert.ToHexStringLower(SHA256.HashData(content));
        }

        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ReadOnlySpan<byte> rest = content;
        for (int at = rest.IndexOf(WindowsLineEnd); at >= 0; at = rest.IndexOf(WindowsLineEnd))
        {
            hash.AppendData(rest[..at]);
            hash.AppendData("\n"u8);
            rest = rest[(at + WindowsLineEnd.Length)..];
        }

        hash.AppendData(rest);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static bool IsText(string path) => PolicyPath.IsSourceFile(path);
}
