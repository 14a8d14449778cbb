using System.Globalization;
using System.Text;

namespace Authz.Testing.Naive;

/// <summary>The one canonical path of a request target, decoded once; or none.</summary>
internal static class NaivePath
{
    private const int PathBytesMax = 8192;

    /// <returns>The decoded path without its query, or null where the target has no one canonical form.</returns>
    public static string? Read(string target)
    {
        // Printable ASCII without `#` only: in the path and in the query alike.
        if (target.Any(character => character is <= ' ' or > '~' or '#'))
        {
            return null;
        }

        string path = target.Split('?')[0];
        if (!path.StartsWith('/') || path.Length > PathBytesMax || path.Contains('\\'))
        {
            return null;
        }

        // One `;` as it is and another one encoded: more readings than the two that are judged.
        if (path.Contains(';') && path.Contains("%3b", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string? decoded = Decode(path);
        return decoded is null || HasForbiddenSegment(decoded) ? null : decoded;
    }

    /// <summary>Each segment cut at its first `;`: the path as a server sees it that knows matrix parameters.</summary>
    public static string WithoutMatrixParameters(string path) =>
        string.Join('/', path.Split('/').Select(segment => segment.Split(';')[0]));

    private static string? Decode(string path)
    {
        var bytes = new List<byte>();
        for (int i = 0; i < path.Length; i++)
        {
            if (path[i] != '%')
            {
                bytes.Add((byte)path[i]);
                continue;
            }

            string digits = path.Substring(i + 1, Math.Min(2, path.Length - i - 1));
            if (digits.Length != 2 || !digits.All(char.IsAsciiHexDigit))
            {
                return null;
            }

            byte value = byte.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (value < 0x20 || value == 0x7f || "/\\?#%".Contains((char)value))
            {
                return null;
            }

            bytes.Add(value);
            i += 2;
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool HasForbiddenSegment(string decoded)
    {
        string[] segments = decoded.Split('/')[1..];
        bool emptyBeforeTheLast = segments.SkipLast(1).Contains("");

        // A server that knows matrix parameters cuts `..;x` to `..`, and `;x` to nothing at all.
        bool dots = segments.Any(segment => segment.Split(';')[0] is "." or "..");
        bool nothing = segments.Any(segment => segment.StartsWith(';'));
        return emptyBeforeTheLast || dots || nothing;
    }
}
