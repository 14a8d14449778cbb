using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Authz.Cli.Servers;

/// <summary>Where a service is, whom it is to believe, and whom it shows itself to.</summary>
/// <param name="Authorities">That may vouch for it; null: those that the machine trusts.</param>
internal sealed record ServerConnection(
    ServerAddress Address, BearerToken? Token, X509Certificate2? Certificate, X509Certificate2Collection? Authorities) : IDisposable
{
    /// <summary>For messages: by what the service could know who calls.</summary>
    public string Credentials => (Token, Certificate) switch
    {
        ({ } token, null) => token.Origin,
        (null, { } certificate) => $"the certificate of {certificate.Subject}",
        ({ } token, { } certificate) => $"{token.Origin} and the certificate of {certificate.Subject}",
        (null, null) => "no credentials",
    };

    /// <exception cref="InputException">The files cannot be read, or do not belong together.</exception>
    public static X509Certificate2 ReadCertificate(string certificateFile, string keyFile)
    {
        string key = SecretFile.Read(keyFile, "the key file");
        try
        {
            using var read = X509Certificate2.CreateFromPem(File.ReadAllText(certificateFile), key);

            // Windows takes no key for TLS that exists only in memory.
            return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the certificate {certificateFile} cannot be read with the key {keyFile}: {failure.Message}", failure);
        }
    }

    /// <exception cref="InputException">There is no certificate in it.</exception>
    public static X509Certificate2Collection ReadAuthorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the authorities in {file} cannot be read: {failure.Message}", failure);
        }

        return authorities.Count > 0 ? authorities : throw new InputException($"{file} holds no certificate in PEM (`-----BEGIN CERTIFICATE-----`)");
    }

    public void Dispose()
    {
        Certificate?.Dispose();
        foreach (X509Certificate2 authority in Authorities ?? [])
        {
            authority.Dispose();
        }
    }
}
