using System.Security.Cryptography;
using System.Text;

namespace Authz.Store.Journal;

/// <summary>
/// Content behind a line with its SHA-256, so that a byte that changed on the disk is found when it is read: `sha256 HEX`, a line
/// end, and the content.
/// </summary>
internal static class SealedFile
{
    private static ReadOnlySpan<byte> Mark => "sha256 "u8;

    private static int HeadLength => Mark.Length + FileDigest.HexLength + 1;

    public static byte[] Seal(ReadOnlySpan<byte> content)
    {
        var file = new byte[HeadLength + content.Length];
        Mark.CopyTo(file);
        Encoding.ASCII.GetBytes(HexOf(content), file.AsSpan(Mark.Length));
        file[HeadLength - 1] = (byte)'\n';
        content.CopyTo(file.AsSpan(HeadLength));
        return file;
    }

    /// <returns>False: it is not what was written.</returns>
    public static bool TryOpen(ReadOnlyMemory<byte> file, out ReadOnlyMemory<byte> content)
    {
        content = default;
        if (file.Length < HeadLength || !file.Span.StartsWith(Mark) || file.Span[HeadLength - 1] != '\n')
        {
            return false;
        }

        content = file[HeadLength..];
        return file.Span[Mark.Length..(HeadLength - 1)].SequenceEqual(Encoding.ASCII.GetBytes(HexOf(content.Span)));
    }

    private static string HexOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
