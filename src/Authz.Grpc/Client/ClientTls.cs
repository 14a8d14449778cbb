using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Authz.Grpc.Endpoints;

namespace Authz.Grpc.Client;

internal static class ClientTls
{
    public static SslClientAuthenticationOptions Load(GrpcClientTlsFiles files)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,

            // The policy is made once and used for years: each chain is judged at its own time.
            VerificationTimeIgnored = true,
        };
        policy.CustomTrustStore.AddRange(PemFiles.LoadCertificates(files.ServerCaPath, "server CA"));
        var options = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        if (files is { CertificatePath: { } certificatePath, KeyPath: { } keyPath })
        {
            // Presented whatever authorities the server lists: a refusal must come from the server, not from this side's silence.
            options.ClientCertificateContext = SslStreamCertificateContext.Create(
                PemFiles.LoadWithKey(certificatePath, keyPath),
                PemFiles.LoadCertificates(certificatePath, "certificate"),
                offline: true);
        }

        return options;
    }
}
