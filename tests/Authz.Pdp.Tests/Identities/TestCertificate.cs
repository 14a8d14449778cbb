using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Authz.Pdp.Tests.Identities;

/// <summary>Certificates with any names in them, as Envoy sends them.</summary>
internal static class TestCertificate
{
    private const int EmailTag = 1;
    private const int DnsTag = 2;
    private const int UriTag = 6;

    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <param name="names">`uri:…`, `dns:…` or `email:…`, each character one byte.</param>
    public static byte[] Encode(params ReadOnlySpan<string> names) => EncodePem(Create(names).ExportCertificatePem());

    public static byte[] EncodePem(string pem) => Encoding.ASCII.GetBytes(Uri.EscapeDataString(pem));

    public static X509Certificate2 Create(params ReadOnlySpan<string> names) =>
        Create([.. names.IsEmpty ? [] : new[] { NamesExtension(names) }]);

    public static X509Certificate2 Create(X509Extension[] extensions)
    {
        var request = new CertificateRequest("CN=test,O=gov", Key, HashAlgorithmName.SHA256);
        foreach (X509Extension extension in extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        DateTimeOffset from = TestCall.Time.AddDays(-1);
        return request.CreateSelfSigned(from, from.AddDays(30));
    }

    public static X509Extension NamesExtension(params ReadOnlySpan<string> names)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.PushSequence();
        foreach (string name in names)
        {
            (string kind, string text) = name.Split(':', 2) switch { var parts => (parts[0], parts[1]) };
            int tag = kind switch { "email" => EmailTag, "dns" => DnsTag, _ => UriTag };
            writer.WriteOctetString(Encoding.Latin1.GetBytes(text), new Asn1Tag(TagClass.ContextSpecific, tag));
        }

        writer.PopSequence();
        return new X509Extension("2.5.29.17", writer.Encode(), critical: false);
    }
}
