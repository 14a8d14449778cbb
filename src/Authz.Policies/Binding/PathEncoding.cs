using System.Buffers;
using System.Globalization;
using System.Text;

namespace Authz.Policies.Binding;

/// <summary>A decoded path as a client sends it.</summary>
internal static class PathEncoding
{
    // RFC 3986, chapter 3.3: what a path segment takes as it is, and the slash between segments.
    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        "/-._~!$&'()*+,;=:@0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    public static string Encode(string path)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(path);
        if (!bytes.AsSpan().ContainsAnyExcept(Plain))
        {
            return path;
        }

        var encoded = new StringBuilder();
        foreach (byte b in bytes)
        {
            if (Plain.Contains(b))
            {
                encoded.Append((char)b);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
            }
        }

        return encoded.ToString();
    }
}
