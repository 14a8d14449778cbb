using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using Authz.Policies.Requests;

namespace Authz.Pdp.Identities;

/// <summary>
/// The names in a certificate, from the URL-encoded PEM that Envoy sends. Envoy has verified the chain and that the peer
/// holds the key; here only the names are read, strictly: one that another reader might cut or fold makes it unreadable.
/// </summary>
internal static class CertificateReader
{
    /// <summary>Bytes of the encoded certificate.</summary>
    public const int CertificateBytesMax = 32 * 1024;

    private const string SubjectAlternativeName = "2.5.29.17";

    private static readonly Asn1Tag VersionTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag IssuerUniqueIdTag = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag SubjectUniqueIdTag = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 3, isConstructed: true);
    private static readonly Asn1Tag EmailNameTag = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag DnsNameTag = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag UriNameTag = new(TagClass.ContextSpecific, 6);

    public static PeerCertificate Read(ReadOnlySpan<byte> encoded)
    {
        if (encoded.Length > CertificateBytesMax || !TryDecode(encoded, out byte[] der))
        {
            return PeerCertificate.Unreadable;
        }

        try
        {
            return ReadNames(der);
        }
        catch (AsnContentException)
        {
            return PeerCertificate.Unreadable;
        }
    }

    private static bool TryDecode(ReadOnlySpan<byte> encoded, out byte[] der)
    {
        der = [];
        var pem = new byte[encoded.Length];
        if (!TryDecodePercents(encoded, pem, out int length)
            || !PemEncoding.TryFindUtf8(pem.AsSpan(0, length), out PemFields fields))
        {
            return false;
        }

        // One certificate and nothing else: what stands beside it might be what another reader takes.
        ReadOnlySpan<byte> label = pem.AsSpan(fields.Label);
        (int start, int blockLength) = fields.Location.GetOffsetAndLength(length);
        bool isAlone = pem.AsSpan(0, start).Trim(" \r\n\t"u8).IsEmpty
            && pem.AsSpan(start + blockLength, length - start - blockLength).Trim(" \r\n\t"u8).IsEmpty;
        if (!isAlone || !label.SequenceEqual("CERTIFICATE"u8))
        {
            return false;
        }

        der = new byte[fields.DecodedDataLength];
        OperationStatus status = Base64.DecodeFromUtf8(pem.AsSpan(fields.Base64Data), der, out _, out int written);
        return status == OperationStatus.Done && written == der.Length;
    }

    private static bool TryDecodePercents(ReadOnlySpan<byte> encoded, Span<byte> decoded, out int length)
    {
        length = 0;
        while (!encoded.IsEmpty)
        {
            byte value = encoded[0];
            if (value == '%' && !PercentTriplet.TryRead(encoded, out value))
            {
                return false;
            }

            encoded = encoded[(encoded[0] == '%' ? PercentTriplet.Length : 1)..];
            decoded[length++] = value;
        }

        return true;
    }

    private static PeerCertificate ReadNames(byte[] der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        AsnReader certificate = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        AsnReader signed = certificate.ReadSequence();
        certificate.ReadSequence();
        certificate.ReadBitString(out _);
        certificate.ThrowIfNotEmpty();

        SkipToExtensions(signed);
        var names = new SubjectNames();
        if (signed.HasData)
        {
            AsnReader wrapper = signed.ReadSequence(ExtensionsTag);
            ReadExtensions(wrapper.ReadSequence(), names);
            wrapper.ThrowIfNotEmpty();
            signed.ThrowIfNotEmpty();
        }

        return names.ToCertificate();
    }

    private static void SkipToExtensions(AsnReader signed)
    {
        if (signed.PeekTag().HasSameClassAndValue(VersionTag))
        {
            signed.ReadSequence(VersionTag);
        }

        signed.ReadIntegerBytes();
        for (int i = 0; i < 5; i++)
        {
            // Signature algorithm, issuer, validity, subject, public key.
            signed.ReadSequence();
        }

        foreach (Asn1Tag tag in (ReadOnlySpan<Asn1Tag>)[IssuerUniqueIdTag, SubjectUniqueIdTag])
        {
            if (signed.HasData && signed.PeekTag().HasSameClassAndValue(tag))
            {
                signed.ReadBitString(out _, tag);
            }
        }
    }

    private static void ReadExtensions(AsnReader extensions, SubjectNames names)
    {
        bool isFound = false;
        while (extensions.HasData)
        {
            AsnReader extension = extensions.ReadSequence();
            string id = extension.ReadObjectIdentifier();
            if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean))
            {
                extension.ReadBoolean();
            }

            byte[] value = extension.ReadOctetString();
            extension.ThrowIfNotEmpty();
            if (id == SubjectAlternativeName)
            {
                if (isFound)
                {
                    throw new AsnContentException("two lists of subject alternative names");
                }

                isFound = true;
                ReadSubjectNames(value, names);
            }
        }
    }

    private static void ReadSubjectNames(byte[] value, SubjectNames names)
    {
        var outer = new AsnReader(value, AsnEncodingRules.DER);
        AsnReader list = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        while (list.HasData)
        {
            Asn1Tag tag = list.PeekTag();
            if (tag.HasSameClassAndValue(UriNameTag))
            {
                names.Uris.Add(ReadName(list, UriNameTag));
            }
            else if (tag.HasSameClassAndValue(DnsNameTag))
            {
                names.Dns.Add(ReadName(list, DnsNameTag));
            }
            else if (tag.HasSameClassAndValue(EmailNameTag))
            {
                ReadName(list, EmailNameTag);
            }
            else
            {
                list.ReadEncodedValue();
            }
        }
    }

    /// <summary>A NUL cuts a name short for readers in C, and bytes above ASCII fold in more than one way.</summary>
    private static byte[] ReadName(AsnReader list, Asn1Tag tag)
    {
        byte[] name = list.ReadOctetString(tag);
        if (name.Length == 0 || name.AsSpan().ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            throw new AsnContentException("a subject alternative name is empty or not plain ASCII");
        }

        return name;
    }

    private sealed class SubjectNames
    {
        public List<byte[]> Uris { get; } = [];

        public List<byte[]> Dns { get; } = [];

        public PeerCertificate ToCertificate() => new()
        {
            IsReadable = true,
            UriNames = [.. Uris],
            DnsNames = [.. Dns],
            ComparableDnsNames = [.. Dns.Where(name => !name.Contains((byte)'*')).Select(ToLower)],
        };

        private static byte[] ToLower(byte[] name)
        {
            var lower = new byte[name.Length];
            Ascii.ToLower(name, lower, out _);
            return lower;
        }
    }
}
