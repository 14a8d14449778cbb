using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Authz.Grpc.Endpoints;

/// <summary>Certificates and keys from files, with errors that name the file.</summary>
internal static class PemFiles
{
    public static X509Certificate2 LoadWithKey(string certificatePath, string keyPath)
    {
        string certificate = ReadText(certificatePath, "certificate");
        string key = ReadText(keyPath, "private key");
        try
        {
            return X509Certificate2.CreateFromPem(certificate, key);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new GrpcEndpointException(
                $"{certificatePath} and {keyPath} are not a certificate and its unencrypted private key, both in PEM ({exception.Message}): "
                + "check that the two belong together and that the key begins with `-----BEGIN PRIVATE KEY-----`",
                exception);
        }
    }

    public static X509Certificate2Collection LoadCertificates(string path, string role)
    {
        string text = ReadText(path, role);
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(text);
        }
        catch (CryptographicException exception)
        {
            throw new GrpcEndpointException($"{path} ({role}) holds a broken PEM certificate ({exception.Message}): make it anew", exception);
        }

        return certificates.Count > 0
            ? certificates
            : throw new GrpcEndpointException($"{path} ({role}) holds no certificate: it must have at least one `-----BEGIN CERTIFICATE-----`");
    }

    private static string ReadText(string path, string role)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new GrpcEndpointException($"{path} ({role}) cannot be read ({exception.Message}): check the path and who may read it", exception);
        }
    }
}
