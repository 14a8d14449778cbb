using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Authz.Grpc.Tests.Hosting;

/// <summary>Makes certificates and writes them, with their keys, as PEM files into a directory of its own.</summary>
internal sealed class TestAuthority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly string directory = Directory.CreateTempSubdirectory("authz-tls-").FullName;
    private readonly X509Certificate2 root;

    public TestAuthority(string name) => root = Issue($"CN={name}", issuer: null, isAuthority: true, usage: null, isExpired: false);

    public string RootPath => Write("root", root.ExportCertificatePem());

    /// <summary>A server's certificate under an intermediate, which its file brings along.</summary>
    public (string CertificatePath, string KeyPath) IssueServer() => IssueUnderIntermediate("server", ServerAuthentication);

    public (string CertificatePath, string KeyPath) IssueClient(string name) =>
        Write(name, Issue($"CN={name}", root, isAuthority: false, ClientAuthentication, isExpired: false));

    public (string CertificatePath, string KeyPath) IssueExpiredClient(string name) =>
        Write(name, Issue($"CN={name}", root, isAuthority: false, ClientAuthentication, isExpired: true));

    /// <summary>A certificate that may only serve, presented by a client.</summary>
    public (string CertificatePath, string KeyPath) IssueServerAsClient(string name) =>
        Write(name, Issue($"CN={name}", root, isAuthority: false, ServerAuthentication, isExpired: false));

    /// <summary>A client's certificate under an intermediate, which its file brings along.</summary>
    public (string CertificatePath, string KeyPath) IssueClientUnderIntermediate(string name) =>
        IssueUnderIntermediate(name, ClientAuthentication);

    /// <summary>Any text as a file of this authority.</summary>
    public string Write(string name, string text)
    {
        string path = Path.Combine(directory, $"{name}.pem");
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        root.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private static X509Certificate2 Issue(string subject, X509Certificate2? issuer, bool isAuthority, string? usage, bool isExpired)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            isAuthority ? X509KeyUsageFlags.KeyCertSign : X509KeyUsageFlags.DigitalSignature,
            critical: true));
        if (usage is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        }

        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());

        // Inside the issuer's own time, which a leaf must not exceed.
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        DateTimeOffset from = now.AddDays(issuer is null ? -30 : -20);
        DateTimeOffset until = isExpired ? now.AddDays(-1) : now.AddDays(issuer is null ? 30 : isAuthority ? 20 : 10);
        if (issuer is null)
        {
            return request.CreateSelfSigned(from, until);
        }

        using X509Certificate2 certificate = request.Create(issuer, from, until, RandomNumberGenerator.GetBytes(8));
        return certificate.CopyWithPrivateKey(key);
    }

    private (string CertificatePath, string KeyPath) IssueUnderIntermediate(string name, string usage)
    {
        using X509Certificate2 intermediate = Issue("CN=intermediate", root, isAuthority: true, usage: null, isExpired: false);
        (string certificatePath, string keyPath) = Write(name, Issue($"CN={name}", intermediate, isAuthority: false, usage, isExpired: false));
        File.AppendAllText(certificatePath, "\n" + intermediate.ExportCertificatePem());
        return (certificatePath, keyPath);
    }

    private (string CertificatePath, string KeyPath) Write(string name, X509Certificate2 certificate)
    {
        using X509Certificate2 owned = certificate;
        using ECDsa? key = owned.GetECDsaPrivateKey();
        return (Write(name, owned.ExportCertificatePem()), Write($"{name}-key", key?.ExportPkcs8PrivateKeyPem() ?? ""));
    }
}
