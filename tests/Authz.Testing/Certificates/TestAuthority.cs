using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Authz.Testing.Certificates;

/// <summary>A certificate authority that lives as long as a test.</summary>
public sealed class TestAuthority : IDisposable
{
    private const int SerialNumberBytes = 16;
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
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = RequestFor(commonName, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));

        // Envoy's SPIFFE validator refuses a leaf without key usage.
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        if (uris.Length > 0)
        {
            var names = new SubjectAlternativeNameBuilder();
            foreach (string uri in uris)
            {
                names.AddUri(new Uri(uri));
            }

            request.CertificateExtensions.Add(names.Build());
        }

        byte[] serialNumber = RandomNumberGenerator.GetBytes(SerialNumberBytes);
        DateTimeOffset from = certificate.NotBefore;
        using X509Certificate2 issued = request.Create(certificate, from, from + validity, serialNumber);
        return new TestCertificate(issued.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose() => certificate.Dispose();

    private static DateTimeOffset Yesterday() => TimeProvider.System.GetUtcNow().AddDays(-1);

    private static CertificateRequest RequestFor(string commonName, ECDsa key)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(commonName);
        return new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
    }
}
