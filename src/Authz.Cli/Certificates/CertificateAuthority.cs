using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Authz.Cli.Certificates;

/// <summary>A certificate authority for development: one for each trust domain, with its key in a file.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const int SerialNumberBytes = 16;

    private readonly X509Certificate2 certificate;

    private CertificateAuthority(X509Certificate2 certificate) => this.certificate = certificate;

    public DateTimeOffset From => certificate.NotBefore.ToUniversalTime();

    public DateTimeOffset Until => certificate.NotAfter.ToUniversalTime();

    public string CertificatePem => certificate.ExportCertificatePem();

    /// <param name="names">The trust domain's own SPIFFE ID, or null for an authority of DNS names.</param>
    public static (CertificateAuthority Authority, string KeyPem) Create(
        string commonName, X509Extension? names, DateTimeOffset from, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = RequestFor(commonName, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (names is not null)
        {
            request.CertificateExtensions.Add(names);
        }

        return (new CertificateAuthority(request.CreateSelfSigned(from, until)), key.ExportPkcs8PrivateKeyPem());
    }

    /// <exception cref="CryptographicException">The files hold no certificate authority with its key.</exception>
    public static CertificateAuthority Open(string certificatePem, string keyPem)
    {
        X509Certificate2 certificate = X509Certificate2.CreateFromPem(certificatePem, keyPem);
        if (certificate.Extensions.OfType<X509BasicConstraintsExtension>().All(basic => !basic.CertificateAuthority))
        {
            certificate.Dispose();
            throw new CryptographicException("it is no certificate authority");
        }

        return new CertificateAuthority(certificate);
    }

    public IssuedCertificate Issue(LeafTerms leaf, DateTimeOffset from, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = RequestFor(leaf.CommonName, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));

        // Envoy's SPIFFE validator refuses a leaf without key usage, and one that may sign certificates.
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(UsesOf(leaf), false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(certificate, true, false));
        request.CertificateExtensions.Add(leaf.Names);

        // No certificate outlives the one that vouches for it.
        DateTimeOffset end = until < Until ? until : Until;
        DateTimeOffset start = from > From ? from : From;
        byte[] serialNumber = RandomNumberGenerator.GetBytes(SerialNumberBytes);
        using X509Certificate2 issued = request.Create(certificate, start, end, serialNumber);
        return new IssuedCertificate(issued.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem(), end);
    }

    public void Dispose() => certificate.Dispose();

    private static CertificateRequest RequestFor(string commonName, ECDsa key)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(commonName);
        return new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
    }

    private static OidCollection UsesOf(LeafTerms leaf) => leaf.ProvesClient
        ? [new Oid(ServerAuthentication), new Oid(ClientAuthentication)]
        : [new Oid(ServerAuthentication)];
}
