using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Authz.Pdp.Tests.Identities.Hostile;

/// <summary>
/// The alternative names of a certificate as the platform hands them out, and their list taken apart by hand: another
/// way to them than our reader's.
/// </summary>
internal static class SecondCertificateReader
{
    private const string AlternativeNames = "2.5.29.17";
    private const int LongLength = 0x80;

    /// <returns>`uri:…` and `dns:…` in their order; null: the platform takes this for no certificate, or its list for none.</returns>
    public static IReadOnlyList<string>? Read(byte[] der)
    {
        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(der);
            X509Extension? names = certificate.Extensions.FirstOrDefault(extension => extension.Oid?.Value == AlternativeNames);
            return names is null ? [] : NamesOf(names.RawData);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static List<string>? NamesOf(ReadOnlySpan<byte> list)
    {
        if (!TryElement(ref list, out byte tag, out ReadOnlySpan<byte> rest) || tag != 0x30)
        {
            return null;
        }

        var names = new List<string>();
        while (!rest.IsEmpty)
        {
            if (!TryElement(ref rest, out tag, out ReadOnlySpan<byte> content))
            {
                return null;
            }

            // Context-specific and primitive, by RFC 5280's numbers: 2 is a DNS name, 6 a URI.
            string? kind = tag switch { 0x82 => "dns", 0x86 => "uri", _ => null };
            if (kind is not null)
            {
                names.Add($"{kind}:{Encoding.Latin1.GetString(content)}");
            }
        }

        return names;
    }

    private static bool TryElement(ref ReadOnlySpan<byte> bytes, out byte tag, out ReadOnlySpan<byte> content)
    {
        tag = bytes.IsEmpty ? (byte)0 : bytes[0];
        content = default;
        if (bytes.Length < 2)
        {
            return false;
        }

        int length = bytes[1];
        int at = 2;
        if (length >= LongLength)
        {
            int count = length & 0x7f;
            length = 0;
            for (; count > 0 && at < bytes.Length; count--)
            {
                length = (length << 8) | bytes[at++];
            }
        }

        if (length < 0 || length > bytes.Length - at)
        {
            return false;
        }

        content = bytes.Slice(at, length);
        bytes = bytes[(at + length)..];
        return true;
    }
}
