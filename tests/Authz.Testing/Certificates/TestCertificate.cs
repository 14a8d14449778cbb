using System.Security.Cryptography.X509Certificates;

namespace Authz.Testing.Certificates;

/// <summary>A certificate and its key, as text.</summary>
public sealed record TestCertificate(string CertificatePem, string KeyPem)
{
    public X509Certificate2 ToX509() => X509Certificate2.CreateFromPem(CertificatePem, KeyPem);

    public void WriteTo(string directory, string name)
    {
        File.WriteAllText(Path.Combine(directory, name + ".pem"), CertificatePem);
        File.WriteAllText(Path.Combine(directory, name + ".key"), KeyPem);
    }
}
