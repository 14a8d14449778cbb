using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Authz.Testing.Certificates;

/// <summary>A certificate authority that lives as long as a test.</summary>
public sealed class TestAuthority : IDisposable
{
    private const int SerialNumberBytes = 16;
    private const string AlternativeNames = "2.5.29.17";

    // RFC 5280, 4.2.1.6.
    private const int DnsName = 2;
    private const int UriName = 6;

    private static readonly TimeSpan validity = TimeSpan.FromDays(2);

    private readonly X509Certificate2 certificate;

    public TestAuthority(string commonName)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = RequestFor(commonName, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        DateTimeOffset from = Yesterday();
        certificate = request.CreateSelfSigned(from, from + validity);
    }

    public string CertificatePem => certificate.ExportCertificatePem();

    /// <summary>A certificate of this authority with these URI names, and no other name but its common name.</summary>
    public TestCertificate Issue(string commonName, params ReadOnlySpan<string> uris)
    {
        if (uris.Length == 0)
        {
            return Issue(commonName, names: null);
        }

        var names = new SubjectAlternativeNameBuilder();
        foreach (string uri in uris)
        {
            names.AddUri(new Uri(uri));
        }

        return Issue(commonName, names.Build());
    }

    /// <summary>A certificate with names that no other issuer would sign.</summary>
    /// <param name="names">`uri:…` or `dns:…`, each character one byte; they stand as they are.</param>
    public TestCertificate IssueNamed(string commonName, params ReadOnlySpan<string> names)
    {
        if (names.Length == 0)
        {
            return Issue(commonName, names: null);
        }

        var list = new AsnWriter(AsnEncodingRules.DER);
        list.PushSequence();
        foreach (string name in names)
        {
            string[] parts = name.Split(':', 2);
            int kind = parts[0] == "dns" ? DnsName : UriName;
            list.WriteOctetString(Encoding.Latin1.GetBytes(parts[1]), new Asn1Tag(TagClass.ContextSpecific, kind));
        }

        list.PopSequence();
        return Issue(commonName, new X509Extension(AlternativeNames, list.Encode(), critical: false));
    }

    public void Dispose() => certificate.Dispose();

    private TestCertificate Issue(string commonName, X509Extension? names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = RequestFor(commonName, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));

        // Envoy's SPIFFE validator refuses a leaf without key usage.
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        if (names is not null)
        {
            request.CertificateExtensions.Add(names);
        }

        byte[] serialNumber = RandomNumberGenerator.GetBytes(SerialNumberBytes);
        DateTimeOffset from = certificate.NotBefore;
        using X509Certificate2 issued = request.Create(certificate, from, from + validity, serialNumber);
        return new TestCertificate(issued.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private static DateTimeOffset Yesterday() => TimeProvider.System.GetUtcNow().AddDays(-1);

    private static CertificateRequest RequestFor(string commonName, ECDsa key)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(commonName);
        return new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
    }
}
