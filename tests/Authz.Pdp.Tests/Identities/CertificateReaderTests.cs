using System.Security.Cryptography.X509Certificates;
using System.Text;
using Authz.Pdp.Identities;

namespace Authz.Pdp.Tests.Identities;

public sealed class CertificateReaderTests
{
    [Fact]
    public void Names_come_out_in_their_order_and_apart()
    {
        PeerCertificate certificate = CertificateReader.Read(TestCertificate.Encode(
            "dns:A.example", "uri:spiffe://td/x", "email:a@example", "dns:*.example", "uri:urn:y"));

        Assert.True(certificate.IsReadable);
        Assert.Equal(["A.example", "*.example"], certificate.DnsNames.Select(Encoding.ASCII.GetString));
        Assert.Equal(["a.example"], certificate.ComparableDnsNames.Select(Encoding.ASCII.GetString));
        Assert.Equal(["spiffe://td/x", "urn:y"], certificate.UriNames.Select(Encoding.ASCII.GetString));
    }

    [Fact]
    public void Other_extensions_are_passed_over()
    {
        X509Certificate2 certificate = TestCertificate.Create(
            [
                new X509BasicConstraintsExtension(false, false, 0, true),
                new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true),
                TestCertificate.NamesExtension("uri:spiffe://td/x"),
                new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.2")], false),
            ]);

        Assert.Single(CertificateReader.Read(TestCertificate.EncodePem(certificate.ExportCertificatePem())).UriNames);
    }

    [Fact]
    public void A_second_list_of_names_is_refused()
    {
        // The platform's own builder refuses it as well, so the second is hidden under an id that is overwritten.
        byte[] der = TestCertificate.Create(
            [TestCertificate.NamesExtension("uri:spiffe://td/a"), new X509Extension("2.5.29.99", [0x30, 0x00], false)]).RawData;
        int id = der.AsSpan().IndexOf((byte[])[0x06, 0x03, 0x55, 0x1D, 99]);
        der[id + 4] = 17;

        Assert.False(CertificateReader.Read(TestCertificate.EncodePem(PemOf(der))).IsReadable);
    }

    [Fact]
    public void Text_that_is_not_one_certificate_is_refused()
    {
        string pem = TestCertificate.Create("uri:spiffe://td/x").ExportCertificatePem();
        string[] texts =
            [
                "",
                "x",
                $"{pem}\n{pem}",
                $"x\n{pem}",
                $"{pem}\nx",
                pem.Replace("CERTIFICATE", "X509 CRL", StringComparison.Ordinal),
                pem.Replace("CERTIFICATE", "TRUSTED CERTIFICATE", StringComparison.Ordinal),
                pem.Replace("-----END CERTIFICATE-----", "", StringComparison.Ordinal),
                pem.Replace("MII", "MI*", StringComparison.Ordinal),
                PemOf([]),
                PemOf([0x30, 0x00]),
                PemOf([0x05, 0x00]),
            ];

        Assert.All(texts, text => Assert.False(CertificateReader.Read(TestCertificate.EncodePem(text)).IsReadable, text));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("%4")]
    [InlineData("%zz")]
    public void A_bad_percent_sign_is_refused(string text)
    {
        byte[] encoded = TestCertificate.Encode("uri:spiffe://td/x");

        Assert.False(CertificateReader.Read([.. encoded, .. Encoding.ASCII.GetBytes(text)]).IsReadable);
    }

    [Fact]
    public void A_certificate_cut_short_or_with_a_byte_too_many_is_refused()
    {
        byte[] der = TestCertificate.Create("uri:spiffe://td/x").RawData;

        for (int length = 0; length < der.Length; length++)
        {
            Assert.False(CertificateReader.Read(TestCertificate.EncodePem(PemOf(der[..length]))).IsReadable);
        }

        Assert.False(CertificateReader.Read(TestCertificate.EncodePem(PemOf([.. der, 0]))).IsReadable);
    }

    [Fact]
    public void Whatever_is_changed_in_a_certificate_nothing_is_thrown()
    {
        byte[] der = TestCertificate.Create("uri:spiffe://td/x", "dns:a.example").RawData;
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            byte[] changed = [.. der];
            changed[random.Next(der.Length)] ^= (byte)(1 << random.Next(8));
            CertificateReader.Read(TestCertificate.EncodePem(PemOf(changed)));
        }

        // The same reader still takes the one that nobody changed.
        Assert.True(CertificateReader.Read(TestCertificate.EncodePem(PemOf(der))).IsReadable);
    }

    [Fact]
    public void Size_has_a_limit()
    {
        byte[] encoded = TestCertificate.Encode("uri:spiffe://td/x");
        byte[] atLimit = [.. encoded, .. new byte[CertificateReader.CertificateBytesMax - encoded.Length].Select(_ => (byte)'\n')];

        Assert.True(CertificateReader.Read(atLimit).IsReadable);
        Assert.False(CertificateReader.Read([.. atLimit, (byte)'\n']).IsReadable);
    }

    private static string PemOf(byte[] der) =>
        $"-----BEGIN CERTIFICATE-----\n{Convert.ToBase64String(der)}\n-----END CERTIFICATE-----\n";
}
