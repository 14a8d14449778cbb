using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Authz.Cli.Certificates;

/// <summary>
/// Subject alternative names, written byte for byte: a SPIFFE ID is compared byte for byte, and the platform's builder
/// would first pass it through a URI parser.
/// </summary>
internal static class SubjectNames
{
    private const string ObjectIdentifier = "2.5.29.17";

    // GeneralName, RFC 5280 section 4.2.1.6.
    private static readonly Asn1Tag dnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag uniformResourceIdentifier = new(TagClass.ContextSpecific, 6);
    private static readonly Asn1Tag ipAddress = new(TagClass.ContextSpecific, 7);

    public static X509Extension OfUri(string uri) =>
        Write(names => names.WriteCharacterString(UniversalTagNumber.IA5String, uri, uniformResourceIdentifier));

    public static X509Extension OfDns(string name, params ReadOnlySpan<IPAddress> addresses)
    {
        IPAddress[] copies = addresses.ToArray();
        return Write(names =>
        {
            names.WriteCharacterString(UniversalTagNumber.IA5String, name, dnsName);
            foreach (IPAddress address in copies)
            {
                names.WriteOctetString(address.GetAddressBytes(), ipAddress);
            }
        });
    }

    private static X509Extension Write(Action<AsnWriter> writeNames)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writeNames(writer);
        }

        return new X509Extension(ObjectIdentifier, writer.Encode(), critical: false);
    }
}
