using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using Authz.Workloads.Policies;

namespace Authz.Workloads.Requests;

/// <summary>
/// Certificates in the form in which Envoy hands them on: URL-encoded PEM. Envoy has verified them before, so key and signature
/// are bytes that depend on seed, name and number alone.
/// </summary>
public sealed class CertificateMint(int seed)
{
    private const string EcPublicKey = "1.2.840.10045.2.1";
    private const string Prime256V1 = "1.2.840.10045.3.1.7";
    private const string EcdsaWithSha256 = "1.2.840.10045.4.3.2";
    private const string CommonName = "2.5.4.3";
    private const string AlternativeNames = "2.5.29.17";
    private const string BasicConstraints = "2.5.29.19";
    private const string KeyUsage = "2.5.29.15";

    // RFC 5280, 4.2.1.6 and 4.1.
    private static readonly Asn1Tag uriName = new(TagClass.ContextSpecific, 6);
    private static readonly Asn1Tag version = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag extensions = new(TagClass.ContextSpecific, 3, isConstructed: true);
    private static readonly DateTimeOffset notBefore = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset notAfter = new(2046, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="number">Another one makes another certificate of the same name.</param>
    public string EncodedCertificateOf(int block, int number = 0) => EncodedCertificateFor(PolicyWorld.SpiffeId(block), number);

    public string EncodedCertificateFor(string spiffeId, int number = 0)
    {
        byte[] material = SHA512.HashData(Encoding.UTF8.GetBytes($"{seed} {number} {spiffeId}"));
        return Uri.EscapeDataString(new string(PemEncoding.Write("CERTIFICATE", CertificateOf(spiffeId, material))) + "\n");
    }

    private static byte[] CertificateOf(string spiffeId, byte[] material)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            WriteToBeSigned(writer, spiffeId, material);
            WriteSignatureAlgorithm(writer);
            var signature = new AsnWriter(AsnEncodingRules.DER);
            using (signature.PushSequence())
            {
                signature.WriteIntegerUnsigned(Positive(material[..32]));
                signature.WriteIntegerUnsigned(Positive(material[32..]));
            }

            writer.WriteBitString(signature.Encode());
        }

        return writer.Encode();
    }

    private static void WriteToBeSigned(AsnWriter writer, string spiffeId, byte[] material)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence(version))
            {
                writer.WriteInteger(2);
            }

            writer.WriteIntegerUnsigned(Positive(material[8..24]));
            WriteSignatureAlgorithm(writer);
            WriteName(writer, "load ca");
            using (writer.PushSequence())
            {
                writer.WriteUtcTime(notBefore);
                writer.WriteUtcTime(notAfter);
            }

            WriteName(writer, spiffeId[(spiffeId.LastIndexOf('/') + 1)..]);
            WriteKey(writer, material);
            using (writer.PushSequence(extensions))
            using (writer.PushSequence())
            {
                WriteExtensions(writer, spiffeId);
            }
        }
    }

    private static void WriteKey(AsnWriter writer, byte[] material)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(EcPublicKey);
                writer.WriteObjectIdentifier(Prime256V1);
            }

            writer.WriteBitString([4, .. material]);
        }
    }

    private static void WriteExtensions(AsnWriter writer, string spiffeId)
    {
        var names = new AsnWriter(AsnEncodingRules.DER);
        using (names.PushSequence())
        {
            names.WriteCharacterString(UniversalTagNumber.IA5String, spiffeId, uriName);
        }

        WriteExtension(writer, AlternativeNames, isCritical: false, names.Encode());
        WriteExtension(writer, BasicConstraints, isCritical: true, [0x30, 0]);

        // digitalSignature, bit 0.
        WriteExtension(writer, KeyUsage, isCritical: true, [3, 2, 7, 0x80]);
    }

    private static void WriteExtension(AsnWriter writer, string id, bool isCritical, byte[] value)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(id);
            if (isCritical)
            {
                writer.WriteBoolean(true);
            }

            writer.WriteOctetString(value);
        }
    }

    private static void WriteName(AsnWriter writer, string commonName)
    {
        using (writer.PushSequence())
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(CommonName);
            writer.WriteCharacterString(UniversalTagNumber.UTF8String, commonName);
        }
    }

    private static void WriteSignatureAlgorithm(AsnWriter writer)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(EcdsaWithSha256);
        }
    }

    // DER wants no zero in front, and the first byte must not be one.
    private static byte[] Positive(byte[] bytes)
    {
        bytes[0] = (byte)((bytes[0] & 0x7f) | 0x40);
        return bytes;
    }
}
